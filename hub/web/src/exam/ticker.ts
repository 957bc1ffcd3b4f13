// A page in the background gets few timers; a worker keeps its own.
setInterval(() => postMessage(0), 1_000);
