const tries = 3;

/**
 * The hub's time as this page knows it. It runs on the browser's steady clock: whoever sets the computer's clock changes
 * nothing. It is measured again now and then, because the steady clock stands still while a computer sleeps.
 */
export class Clock {
  private offset = performance.timeOrigin;
  private measured = false;

  now(): number {
    return this.offset + performance.now();
  }

  get isMeasured(): boolean {
    return this.measured;
  }

  /** Asks the hub; the answer with the shortest way counts. Returns how far this clock was off, in milliseconds. */
  async measure(ask: () => Promise<number>): Promise<number> {
    let best: { way: number; offset: number } | undefined;
    for (let at = 0; at < tries; at++) {
      const from = performance.now();
      const hub = await ask();
      const to = performance.now();
      if (best === undefined || to - from < best.way) {
        best = { way: to - from, offset: hub - (from + to) / 2 };
      }
    }
    const drift = best!.offset - this.offset;
    this.offset = best!.offset;
    this.measured = true;
    return drift;
  }
}
