import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { Acting, undoTime } from './acting';
import type { Target } from './acts';
import { apply, emptyBoard, incidents, nodes, rooms, type Board } from './board';
import { decide, handle, type Decision, type Handling } from './decisions';
import { drawer, nameOf, type DrawerActions } from './drawer';
import { Feed } from './feed';
import { readFilters, shownIncidents, shownRooms, writeFilters, type Filters } from './filters';
import { countsOf, keyOf, openRooms } from './folding';
import { icon } from './icons';
import { keyLine, keysDialog } from './keys';
import { noRooms } from './no-rooms';
import { pressed } from './pressed';
import type { Incident, Room, Update } from './model';
import { photoDialog } from './photo-dialog';
import { proofDialog } from './proof-dialog';
import { hold, isDecided, queue, type QueueItem } from './queue';
import { queueHead } from './queue-head';
import { queueItem, reasons, type QueueActions } from './queue-item';
import { roomLine, roomMap } from './room-map';
import { techLane } from './tech-lane';
import { Tone } from './tone';
import { wallHead } from './wall-head';
import { Words } from './words';

const soundKey = 'ep-wall-sound';

/** The proctor's wall: rooms, the queue of what needs a person, the equipment lane. The hub is the only source of its state. */
export class EpWall extends LitElement {
  static override properties = {
    language: {}, token: {}, mayDecide: { type: Boolean, attribute: 'may-decide' }, maySchedule: { type: Boolean, attribute: 'may-schedule' }, projector: { type: Boolean },
    board: { state: true }, lostSince: { state: true }, selected: { state: true }, dismissing: { state: true }, busy: { state: true },
    opened: { state: true }, said: { state: true }, held: { state: true }, tick: { state: true }, filters: { state: true }, helping: { state: true }, unfolded: { state: true }, sound: { state: true },
  };

  language = 'ru';
  token = '';
  mayDecide = false;
  maySchedule = false;
  projector = false;
  private board: Board = emptyBoard;
  private lostSince: number | undefined;
  private selected: string | undefined;
  private dismissing: string | undefined;
  private busy: string | undefined;
  private opened: Incident | undefined;
  private said = '';
  private held = false;
  private tick = 0;
  private helping = false;
  private unfolded: ReadonlySet<string> = new Set();
  private sound = localStorage.getItem(soundKey) !== 'off';
  private filters: Filters = readFilters(location.search);
  private readonly tone = new Tone(this.sound);
  private readonly pageTitle = document.title;
  private shown: readonly string[] = [];
  private skew = 0;
  private words!: Words;
  private acting!: Acting;
  private proctors: Readonly<Record<string, string>> = {};
  private feed: Feed | undefined;
  private clock: ReturnType<typeof setInterval> | undefined;

  // The page's one style sheet is for everybody: no shadow root.
  override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    this.replaceChildren();
    super.connectedCallback();
    this.words = Words.ofPage(this.language);
    this.proctors = JSON.parse(document.getElementById('proctors')?.textContent ?? '{}') as Record<string, string>;
    this.acting = new Acting({ token: this.token, words: this.words, now: () => this.now(), say: (text) => { this.said = text; }, changed: () => this.requestUpdate() });
    this.feed = new Feed(`${location.origin.replace(/^http/, 'ws')}/wall/feed`, { update: (update) => this.take(update), lost: (since) => this.lose(since) });
    this.clock = setInterval(() => { this.tick++; }, 1000);
    document.addEventListener('keydown', this.key);
    document.addEventListener('pointerdown', this.gesture);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.feed?.close();
    clearInterval(this.clock);
    document.removeEventListener('keydown', this.key);
    document.removeEventListener('pointerdown', this.gesture);
  }

  override render(): TemplateResult {
    const now = this.now();
    const all = incidents(this.board);
    const halls = rooms(this.board);
    const shown = shownRooms(halls, this.filters);
    const equipment = nodes(this.board);
    const lost = this.lostSince !== undefined;
    const target = this.acting.target(halls);
    const counts = countsOf(shown, all, now);
    const open = openRooms(shown, counts, this.unfolded);
    const line = this.line(shownIncidents(all, this.filters), now);
    return html`
      ${lost ? html`<p class="banner" data-sev="tech" role="status">${icon('tech')} ${this.words.of('wall.lost', this.words.time(this.lostSince!))}</p>` : nothing}
      ${this.projector ? nothing : wallHead(halls, queue(all, now).map((item) => item.incident).filter((incident) => !isDecided(incident, now)), this.filters, this.sound, this.words,
        { filter: (filters) => this.filter(filters), mute: () => this.mute() })}
      <div class="wall__main" ?data-lost=${lost} ?data-drawer=${target !== undefined}>
        <div class="maps">
          ${shown.length === 0 && this.board.revision > 0 ? noRooms(halls.length === 0, this.words) : nothing}
          ${shown.map((room, at) => !open.has(keyOf(room)) ? roomLine(room, at + 1, counts.get(keyOf(room)), this.words, () => this.unfold(room)) : roomMap(room, at + 1, all, equipment, now, lost, target, this.words, (chosen, incident) => this.choose(chosen, incident)))}
        </div>
        ${target === undefined || this.projector ? nothing : drawer(target, this.incidentOf(target, all, now), now, this.words, this.drawerActions(target))}
        ${this.projector ? nothing : html`
          <aside class="queue" aria-label=${this.words.of('wall.queue')} @pointerenter=${() => { this.held = true; }} @pointerleave=${() => { this.held = false; }}>
            ${queueHead(line.items, line.more, now, this.words)}
            <ol class="qlist" tabindex="0" aria-label=${this.words.of('wall.queue.list')}>
              ${line.items.length === 0 ? html`<li class="state">${this.words.of('wall.queue.empty')}</li>` : line.items.map((item) => queueItem(item, halls.find((room) => room.exam === item.incident.exam && room.room === item.incident.room), now, this.words, this.actions()))}
            </ol>
            ${techLane(equipment, all, now, this.words)}
          </aside>`}
      </div>
      ${this.projector ? nothing : keyLine(this.words)}
      ${this.toast(now)}
      <p class="said" role="status" aria-live="polite">${this.said}</p>
      ${this.opened === undefined ? nothing : photoDialog(this.opened, this.words, () => { this.opened = undefined; })}
      ${this.acting.proof === undefined ? nothing : proofDialog(this.acting.proof.refused, this.words, (password) => void this.acting.prove(password), () => this.acting.closeProof())}
      ${this.helping ? keysDialog(this.words, () => { this.helping = false; }) : nothing}`;
  }

  private toast(now: number): TemplateResult | typeof nothing {
    const { toast } = this.acting;
    if (toast === undefined || toast.until <= now) {
      return nothing;
    }
    const left = Math.ceil((toast.until - now) / 1000);
    return html`<p class="toast wall__toast" role="status"><span>${toast.text}</span><button class="btn btn--sm" @click=${() => toast.back()}>${toast.label} ${left} ${this.words.of('unit.second')} <kbd>Z</kbd></button></p>`;
  }

  private drawerActions(target: Target): DrawerActions {
    const { acting } = this;
    const linked = this.lostSince === undefined;
    return {
      mayDecide: this.mayDecide && linked, maySchedule: this.maySchedule && linked, form: acting.form, asked: acting.asked, busy: acting.busy, proctors: this.proctors,
      begin: (act) => { acting.begin(act); void this.updateComplete.then(() => this.querySelector<HTMLElement>('.act input')?.focus()); },
      change: (form) => acting.change(form), send: () => void acting.send(target, nameOf(target, this.words)), close: () => acting.change(undefined),
      choose: (chosen) => acting.choose(chosen), open: (incident) => { this.opened = incident; }, handle: (incident, handling) => void this.handle(incident, handling), shut: () => { this.selected = undefined; acting.choose(undefined); },
    };
  }

  /** What the drawer shows of a seat: the selected incident, else the worst one there. */
  private incidentOf(target: Target, all: readonly Incident[], now: number): Incident | undefined {
    const here = all.filter((one) => target.kind === 'seat' && one.exam === target.room.exam && one.room === target.room.room && one.seats.includes(target.seat.id));
    return here.find((one) => one.id === this.selected) ?? queue(here, now)[0]?.incident;
  }

  // While the pointer is in the list or a decision is half made, nothing moves.
  private line(all: readonly Incident[], now: number): { items: QueueItem[]; more: number } {
    const sorted = queue(all, now);
    const line = (this.held || this.dismissing !== undefined) && this.shown.length > 0 ? hold(this.shown, sorted) : { items: sorted, more: 0 };
    this.shown = line.items.map((item) => item.key);
    return line;
  }

  private actions(): QueueActions {
    return {
      mayDecide: this.mayDecide && this.lostSince === undefined,
      selected: this.selected,
      dismissing: this.dismissing,
      busy: this.busy,
      select: (incident) => this.select(incident),
      open: (incident) => { this.opened = incident; },
      confirm: (incident) => void this.decide(incident, { decision: 'confirm' }),
      ask: (incident) => { this.dismissing = incident?.id; },
      dismiss: (incident, reason) => void this.decide(incident, { decision: 'dismiss', reason }),
      undo: (incident) => void this.decide(incident, { decision: 'undo', ...(incident.verdict === undefined ? {} : { undoes: incident.verdict }) }),
      handle: (incident, handling) => void this.handle(incident, handling),
    };
  }

  private async decide(incident: Incident, decision: Decision): Promise<void> {
    if (this.busy !== undefined) {
      return;
    }
    this.busy = incident.id;
    const answer = await this.acting.ask(() => decide(incident, decision, this.token));
    this.busy = undefined;
    this.dismissing = undefined;
    this.acting.show(undefined);
    if (!answer.ok) {
      this.said = this.words.of('decide.failed', answer.why);
    } else if (decision.decision !== 'undo') {
      this.said = '';
      const text = this.words.of(`decide.done.${decision.decision}`, `${incident.name[this.words.language]}, ${incident.person ?? incident.roomName}`);
      this.acting.show({ text, until: this.now() + undoTime, label: this.words.of('decide.undo'), back: () => this.undo(incident.id) });
    }
  }

  private async handle(incident: Incident, handling: Handling): Promise<void> {
    const answer = await this.acting.ask(() => handle(incident, handling, this.token));
    this.said = answer.ok ? '' : this.words.of('decide.failed', answer.why);
  }

  private undo(id: string): void {
    const incident = incidents(this.board).find((one) => one.id === id);
    if (incident?.verdict !== undefined) {
      this.actions().undo(incident);
    }
  }

  private select(incident: Incident): void {
    this.selected = incident.id;
    const room = rooms(this.board).find((one) => one.exam === incident.exam && one.room === incident.room);
    const seat = room?.seats.find((one) => incident.seats.includes(one.id));
    if (room !== undefined && !this.projector) {
      this.acting.choose(seat === undefined ? { kind: 'room', room } : { kind: 'seat', room, seat });
    }
  }

  private unfold(room: Room): void {
    this.unfolded = new Set([...this.unfolded, keyOf(room)]);
  }

  private choose(target: Target, incident: Incident | undefined): void {
    this.selected = incident?.id;
    this.acting.choose(target);
  }

  private filter(filters: Filters): void {
    this.filters = filters;
    history.replaceState(null, '', `${location.pathname}${writeFilters(location.search, filters)}`);
  }

  private mute(): void {
    this.sound = !this.sound;
    this.tone.on = this.sound;
    localStorage.setItem(soundKey, this.sound ? 'on' : 'off');
  }

  private take(update: Update): void {
    const before = new Set(queue(incidents(this.board), this.now()).map((item) => item.key));
    this.skew = update.now - Date.now();
    this.lostSince = undefined;
    this.board = apply(this.board, update);
    const open = queue(incidents(this.board), this.now()).filter((item) => !isDecided(item.incident, this.now()));
    const red = open.filter((item) => item.incident.sev === 'alarm').length;
    document.title = red > 0 ? `(${red}) ${this.pageTitle}` : this.pageTitle;
    const fresh = open.filter((item) => !before.has(item.key));
    const worst = fresh[0]?.incident;
    if (worst !== undefined && !update.whole) {
      this.said = this.words.of('live.new', this.words.count('live.alerts', fresh.length), `${worst.name[this.words.language]}, ${this.words.of('wall.room')} ${worst.roomName}`);
      if (worst.sev === 'alarm' && !this.projector) {
        this.tone.sound(Date.now());
      }
    }
  }

  private lose(since: number): void {
    this.lostSince ??= since;
  }

  /** The hub's time: ages must not depend on the watcher's clock. */
  private now(): number {
    return Date.now() + this.skew;
  }

  private readonly gesture = (): void => this.tone.allow();

  private readonly key = (event: KeyboardEvent): void => {
    this.tone.allow();
    const items = queue(shownIncidents(incidents(this.board), this.filters), this.now());
    const line = this.shown.map((key) => items.find((item) => item.key === key)?.incident).filter((incident) => incident !== undefined);
    const target = this.acting.target(rooms(this.board));
    pressed(event, line, {
      now: this.now(), selected: this.selected, dismissing: this.dismissing, target, actions: this.actions(), reasons: reasons.map((reason) => this.words.of(reason)),
      go: (incident) => this.go(incident), begin: (act) => { if (target !== undefined) { this.drawerActions(target).begin(act); } }, back: this.acting.toast,
      help: () => { this.helping = true; }, mute: () => this.mute(), escape: () => this.escape(), enlarge: (incident) => { this.opened = this.opened === undefined ? incident : undefined; }, page: this,
    });
  };

  private go(incident: string | undefined): void {
    const found = incidents(this.board).find((one) => one.id === incident);
    if (found !== undefined) {
      this.select(found);
    }
    void this.updateComplete.then(() => this.querySelector('.inc[aria-current]')?.scrollIntoView({ block: 'nearest' }));
  }

  private escape(): void {
    this.opened = undefined;
    this.dismissing = undefined;
    this.helping = false;
    if (this.acting.proof !== undefined) {
      this.acting.closeProof();
    } else if (this.acting.form !== undefined) {
      this.acting.change(undefined);
    } else {
      this.acting.choose(undefined);
    }
    (document.activeElement as HTMLElement | null)?.blur();
  }
}

customElements.define('ep-wall', EpWall);
