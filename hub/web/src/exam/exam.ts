import { Capture } from './capture';
import { CheckRun } from './check-run';
import { Clock } from './clock';
import { h } from './dom';
import { Hub, Refused, type SittingState } from './hub';
import { Keeper } from './keeper';
import { after, begin, type Happening, type Machine, type Phase } from './machine';
import { Photographer } from './pictures';
import { savingOf, type Saving } from './saving';
import { Spool } from './spool';
import { listen, TalkPanel } from './talk';
import { Uploader } from './uploader';
import { checkView, endedView, examView, identityView, messageView, readyView, rejoinView, rulesView, shots, type Look } from './views';
import { Activity, EventBook, watch } from './witness';
import { Words } from './words';

const pollMs = 3_000;
const clockEvery = 60;

/** The student's page: shows the phase, and while the exam runs records and sends. */
export class ExamPage {
  private machine: Machine = begin;
  private state: SittingState | undefined;
  private keeper: Keeper | undefined;
  private taken: string[] = [];
  private busy = false;
  private trouble: string | undefined;
  private stopWatching: (() => void) | undefined;
  private ticks = 0;
  private readonly clock = new Clock();
  private readonly book = new EventBook(() => this.clock.now());
  private readonly activity = new Activity(this.book, () => this.clock.now());
  private readonly video = h('video', { muted: true, playsinline: true, 'aria-hidden': 'true' }) as HTMLVideoElement;
  private readonly photographer = new Photographer();
  private readonly status = h('p', { class: 'saving', role: 'status' });
  private readonly mirror: HTMLElement;
  private readonly paper: HTMLElement;
  private readonly talk: TalkPanel;
  private readonly capture = new Capture((device) => this.lost(device));
  private readonly uploader: Uploader;
  private readonly checks: CheckRun;

  constructor(private readonly root: HTMLElement, private readonly sitting: string, private readonly hub: Hub, private readonly spool: Spool, private readonly words: Words,
    private readonly rehearsal: boolean) {
    this.video.muted = true;
    this.mirror = h('figure', { class: 'mirror' }, h('div', { class: 'frame' }, this.video), h('figcaption', { class: 'tiny muted' }, words.of('mirror')));
    this.paper = h('iframe', { class: 'paper', title: words.of('exam.paper'), src: `${hub.base}/paper` });
    this.talk = new TalkPanel(hub, words);
    this.uploader = new Uploader(spool, hub, () => void this.showSaving());
    this.checks = new CheckRun(this.capture, this.photographer, hub, () => this.state?.leastUploadKbits ?? 1_000, () => this.show(), () => this.seen());
  }

  async run(): Promise<void> {
    addEventListener('online', () => this.uploader.wake());
    const ticker = new Worker(new URL('./ticker.ts', import.meta.url), { type: 'module' });
    ticker.onmessage = () => this.tick();
    this.uploader.wake();
    await this.alone();
    await this.poll();
    setInterval(() => void this.poll(), pollMs);
    listen(`${location.origin.replace('http', 'ws')}${this.hub.base}/talk`, () => void this.poll());
  }

  // One tab of this browser speaks; another waits until it is closed.
  private async alone(): Promise<void> {
    await new Promise<void>((granted) => {
      void navigator.locks.request(`exam-${this.sitting}`, { ifAvailable: true }, (lock) => {
        if (lock !== null) {
          granted();
          return new Promise<never>(() => undefined);
        }
        this.happen({ type: 'elsewhere' });
        void navigator.locks.request(`exam-${this.sitting}`, () => {
          this.happen({ type: 'alone' });
          granted();
          return new Promise<never>(() => undefined);
        });
        return undefined;
      });
    });
  }

  private async poll(): Promise<void> {
    try {
      this.state = await this.hub.state();
      if (this.keeper === undefined && this.state.state !== 'ended') {
        await this.open();
      }
      if (this.machine.signedOut) {
        this.happen({ type: 'signedIn' });
      }
      this.follow(this.state);
    } catch (error) {
      if (error instanceof Refused && error.code === 'elsewhere') {
        this.happen({ type: 'elsewhere' });
      } else if (error instanceof Refused && error.status === 401) {
        this.happen({ type: 'signedOut' });
      }
      // Otherwise the network is away: what is recorded waits in the line, and the next question finds it back.
    }
  }

  // A life of this page: its pieces carry the segment's number and its secret.
  private async open(): Promise<void> {
    const key = `exam-tab-${this.sitting}`;
    const tab = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const segment = await this.hub.openSegment(tab, localStorage.getItem(key) ?? undefined);
    localStorage.setItem(key, tab);
    await this.clock.measure(() => this.hub.clock());
    this.keeper = new Keeper(this.sitting, segment, tab, this.spool, this.uploader);
    if (this.machine.elsewhere) {
      this.happen({ type: 'alone' });
    }
  }

  private follow(state: SittingState): void {
    this.state = { ...state, messages: state.messages.length > 0 ? state.messages : this.state?.messages ?? [] };
    this.talk.show(this.state.messages);
    this.happen({ type: 'server', state: state.state });
  }

  private happen(happening: Happening): void {
    const before = this.machine.phase;
    this.machine = after(this.machine, happening);
    if (before !== this.machine.phase) {
      this.enter(before, this.machine.phase);
      this.show(true);
    }
  }

  private enter(before: Phase, phase: Phase): void {
    if (phase === 'running') {
      this.capture.record(() => this.clock.now(), (stream, blob, from, to) => void this.keeper!.keep(stream, blob, from, to));
      this.stopWatching ??= watch(this.book);
      for (const kind of ['camera.off', 'mic.off', 'page.screen-off']) {
        this.book.span(kind, false);
      }
    } else if (before === 'running') {
      this.capture.stopRecording();
    }
    if (phase === 'ended') {
      this.stopWatching?.();
      this.book.endAll();
      this.tell();
      this.capture.release();
    }
  }

  private show(moveFocus = false): void {
    const content = this.view();
    this.root.replaceChildren(content);
    if (this.video.srcObject !== null) {
      void this.video.play(); // A moved picture stands still until it is told to go on.
    }
    if (moveFocus) {
      content.querySelector('h1')?.focus();
    }
  }

  private view(): HTMLElement {
    const look: Look = { words: this.words, name: this.root.dataset['name'] ?? '', title: this.root.dataset['title'] ?? '', state: this.state, now: this.clock.now() };
    if (this.rehearsal && this.machine.phase !== 'signedOut') {
      return checkView(look, this.checks.board, this.mirror, true, { ...this.checks.actions, done: () => location.assign('/exam') });
    }
    switch (this.machine.phase) {
      case 'rules': return rulesView(look, () => void this.take('consent', this.root.dataset['rules'] ?? ''));
      case 'check': return checkView(look, this.checks.board, this.mirror, false, { ...this.checks.actions, done: () => void this.checked() });
      case 'identity': return identityView(look, this.taken, this.mirror, this.busy, () => void this.shoot());
      case 'ready': return readyView(look, () => void this.start());
      case 'rejoin': return rejoinView(look, () => void this.rejoin(), this.trouble, this.talk.element);
      case 'running': return examView(look, this.paper, [this.mirror, this.status, this.talk.element], false, () => void this.finish());
      case 'paused': return examView(look, this.paper, [this.mirror, this.status, this.talk.element], true, () => void this.finish());
      case 'ended': return endedView(look, this.saving ?? { kind: 'notRecording', text: '' }, this.waiting);
      case 'signedOut': return messageView(look, 'signedOut', h('p', {}, h('a', { class: 'btn btn--primary btn--lg', href: `/sign-in?back=${encodeURIComponent(location.pathname)}` }, this.words.of('signedOut.go'))));
      case 'waiting': return messageView(look, 'waiting', this.talk.element);
      case 'elsewhere': case 'loading': return messageView(look, this.machine.phase);
    }
  }

  private async take(step: string, detail = ''): Promise<boolean> {
    try {
      this.follow(await this.hub.step(step, detail));
      return true;
    } catch {
      await this.poll(); // Another tab or a person was faster, or the network is away; the page shows what is so.
      return false;
    }
  }

  private seen(): void {
    this.video.srcObject = this.capture.camera ?? null;
    void this.video.play();
    void this.photographer.see(this.capture.camera);
  }

  private async checked(): Promise<void> {
    await this.take('check', this.checks.summary());
    this.happen({ type: 'captured' });
  }

  private async shoot(): Promise<void> {
    if (this.busy) {
      return;
    }
    const at = this.clock.now();
    this.taken.push(await this.keeper!.keep('identity', await this.photographer.picture(true), at, at));
    this.busy = this.taken.length === shots.length;
    this.show();
    if (this.busy) {
      await this.sent();
      await this.take('identity', this.taken.join(' '));
      this.taken = [];
      this.busy = false;
    }
  }

  // The hub can show a person only what it holds.
  private async sent(): Promise<void> {
    while ((await this.spool.waiting()).count > 0) {
      await new Promise((done) => setTimeout(done, 200));
    }
  }

  private async start(): Promise<void> {
    await this.clock.measure(() => this.hub.clock()).catch(() => undefined);
    await this.take('start');
  }

  private async rejoin(): Promise<void> {
    this.trouble = await this.checks.reopen();
    if (this.trouble === undefined) {
      this.happen({ type: 'captured' });
    } else {
      this.show();
    }
  }

  private async finish(): Promise<void> {
    if (confirm(this.words.of('exam.finish.sure'))) {
      this.capture.stopRecording();
      this.book.endAll();
      this.tell();
      await this.take('finish');
    }
  }

  private lost(device: 'camera' | 'mic' | 'screen'): void {
    if (this.machine.phase === 'running') {
      this.book.span(device === 'camera' ? 'camera.off' : device === 'mic' ? 'mic.off' : 'page.screen-off', true);
      this.tell();
    }
    this.checks.gone(device);
    this.happen({ type: 'released' });
  }

  private tick(): void {
    this.ticks++;
    if (this.machine.phase === 'running') {
      this.book.span('page.blur', !document.hasFocus());
      const at = this.clock.now();
      void this.photographer.picture().then((picture) => this.keeper!.keep('pictures', picture, at, at));
      if (this.ticks % clockEvery === 0) {
        this.activity.tell();
        void this.clock.measure(() => this.hub.clock()).catch(() => undefined);
      }
    }
    this.tell();
    void this.showSaving();
  }

  private tell(): void {
    const events = this.keeper === undefined ? [] : this.book.take();
    if (events.length > 0) {
      void this.keeper!.keep('events', new TextEncoder().encode(JSON.stringify(events)).buffer, events[0]!.from, this.clock.now());
    }
  }

  private saving: Saving | undefined;
  private waiting = 0;

  private async showSaving(): Promise<void> {
    const waiting = await this.spool.waiting();
    this.capture.adapt(waiting.since === undefined ? 0 : this.clock.now() - waiting.since);
    const before = this.saving;
    this.saving = savingOf(this.uploader.state, waiting, this.machine.phase === 'running', this.keeper?.lost ?? 0, this.clock.now(), this.words);
    this.status.textContent = this.saving.text;
    this.status.dataset['saving'] = this.saving.kind;
    if (this.machine.phase === 'ended' && (before?.text !== this.saving.text || waiting.count !== this.waiting)) {
      this.waiting = waiting.count;
      this.show();
    }
    this.waiting = waiting.count;
  }
}

const root = document.getElementById('exam');
if (root !== null) {
  const sitting = root.dataset['sitting']!;
  const spool = await Spool.open(sitting);
  void navigator.storage?.persist?.();
  await new ExamPage(root, sitting, new Hub(`/exam/${encodeURIComponent(sitting)}`, root.dataset['token']!), spool, Words.ofPage(document.documentElement.lang), root.dataset['rehearsal'] !== undefined).run();
}
