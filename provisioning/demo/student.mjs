// A student at home for the demo: headless Chromium with a drawn webcam, driven over its debugging pipe. It signs in, goes
// through the steps as a person would, and sits the exam until it is told to stop. A proctor's account recognises the student.
// Arguments: hub, the student's login and password, the proctor's login and password, exam, webcam film (mjpeg), sound (wav), folder for the profile.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

const [hub, login, password, proctor, proctorPassword, exam, film, sound, profile] = process.argv.slice(2);
const patience = 90_000;

rmSync(profile, { recursive: true, force: true });
const browser = spawn('chromium', [
  '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--remote-debugging-pipe', `--user-data-dir=${profile}`, '--window-size=1280,800',
  '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=display-media-type=monitor', `--use-file-for-fake-video-capture=${film}`,
  `--use-file-for-fake-audio-capture=${sound}`, 'about:blank',
], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => browser.kill('SIGTERM'));
}
browser.on('exit', (code) => process.exit(code === null ? 0 : code));

const waiting = new Map();
let next = 0;
let text = '';
browser.stdio[4].setEncoding('utf8');
browser.stdio[4].on('data', (data) => {
  text += data;
  for (let end = text.indexOf('\0'); end >= 0; end = text.indexOf('\0')) {
    const message = JSON.parse(text.slice(0, end));
    text = text.slice(end + 1);
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) {
      asked?.failed(new Error(message.error.message));
    } else {
      asked?.done(message.result);
    }
  }
});

function ask(method, params = {}, sessionId = undefined) {
  const id = ++next;
  browser.stdio[3].write(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }) + '\0');
  return new Promise((done, failed) => waiting.set(id, { done, failed }));
}

const { targetInfos } = await ask('Target.getTargets');
const { sessionId } = await ask('Target.attachToTarget', { targetId: targetInfos.find((target) => target.type === 'page').targetId, flatten: true });
const page = (method, params) => ask(method, params, sessionId);
await page('Page.enable');
// A headless page has no window that could have the focus.
await page('Emulation.setFocusEmulationEnabled', { enabled: true });

async function run(script) {
  const { result, exceptionDetails } = await page('Runtime.evaluate', { expression: script, awaitPromise: true, returnByValue: true, userGesture: true });
  if (exceptionDetails) {
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  }
  return result.value;
}

async function until(what, script) {
  const late = Date.now() + patience;
  while (!await run(script).catch(() => false)) {
    if (Date.now() > late) {
      throw new Error(`The student waited too long until ${what}; the page says: ${await run('document.body.innerText.slice(0, 600)')}`);
    }
    await new Promise((done) => setTimeout(done, 200));
  }
}

const phase = (name) => `document.querySelector('[data-phase]')?.dataset.phase === '${name}'`;
const press = (selector) => run(`document.querySelector(${JSON.stringify(selector)}).click()`);

await page('Page.navigate', { url: `${hub}/sign-in?back=/exam` });
await until('the sign-in page is there', `document.readyState === 'complete' && document.querySelector('#login') !== null`);
await run(`document.querySelector('#login').value = ${JSON.stringify(login)}; document.querySelector('#password').value = ${JSON.stringify(password)}; document.querySelector('form').submit()`);
await until('the list of exams is there', `document.querySelector('.sitting .btn--primary') !== null`);
await press('.sitting .btn--primary');
await until('the rules are there', phase('rules'));
await run(`document.querySelector('#agree').click()`);
await press('.go .btn--primary');
await until('the check is there', phase('check'));
await press('.go .btn--primary');
await until('the screen may be chosen', `document.querySelector('[data-check=upload]')?.dataset.state === 'ready' && document.querySelector('[data-check=screen]')?.dataset.state === 'next'`);
await press('.go .btn--primary');
await until('every check is ready', `document.querySelectorAll('.chk').length > 0 && [...document.querySelectorAll('.chk')].every((line) => line.dataset.state === 'ready')`);
await press('.go .btn--primary');
await until('the document is asked for', phase('identity'));
for (let shot = 0; shot < 4; shot++) {
  await press('.go .btn--primary');
  await new Promise((done) => setTimeout(done, 300));
}
await until('a person is to look', phase('waiting'));
await admit();
await until('the OK is there', phase('ready'));
await press('.go .btn--primary');
await until('the exam runs', phase('running'));
console.log('the exam is running');

// The proctor of the demo recognises everybody.
async function admit() {
  const session = await fetch(`${hub}/api/v1/session`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: proctor, password: proctorPassword }),
  });
  const cookies = session.headers.getSetCookie().map((one) => one.split(';')[0]);
  const described = await fetch(`${hub}/api/v1/session`, { headers: { cookie: cookies.join('; ') } });
  const { token } = await described.json();
  const cookie = [...cookies, ...described.headers.getSetCookie().map((one) => one.split(';')[0])].join('; ');
  const { sittings } = await (await fetch(`${hub}/api/v1/exams/${exam}/remote`, { headers: { cookie } })).json();
  for (const one of sittings.filter((sitting) => sitting.state === 'waiting')) {
    const answer = await fetch(`${hub}/api/v1/exams/${exam}/remote/${one.sitting}/admit`, {
      method: 'POST', headers: { cookie, 'content-type': 'application/json', 'X-Forgery-Token': token }, body: '{}',
    });
    if (!answer.ok) {
      throw new Error(`The proctor could not admit ${one.sitting}: ${answer.status} ${await answer.text()}`);
    }
  }
}
