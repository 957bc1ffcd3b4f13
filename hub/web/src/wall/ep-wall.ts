import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { apply, emptyBoard, incidents, nodes, rooms, type Board } from './board';
import { decide, handle, type Decision, type Handling } from './decisions';
import { Feed } from './feed';
import { readFilters, shownIncidents, shownRooms, writeFilters, type Filters } from './filters';
import { icon } from './icons';
import { keysDialog } from './keys';
import type { Incident, Room, Update } from './model';
import { hold, isDecided, queue, type QueueItem } from './queue';
import { queueItem, reasons, type QueueActions } from './queue-item';
import { roomMap } from './room-map';
import { techLane } from './tech-lane';
import { Tone } from './tone';
import { wallHead } from './wall-head';
import { Words } from './words';

const undoTime = 5_000;
const soundKey = 'ep-wall-sound';

interface Undoable {
  readonly incident: string;
  readonly text: string;
  readonly until: number;
}

/** The proctor's wall: rooms, the queue of what needs a person, the equipment lane. The hub is the only source of its state. */
export class EpWall extends LitElement {
  static override properties = {
    language: {}, token: {}, mayDecide: { type: Boolean, attribute: 'may-decide' }, projector: { type: Boolean },
    board: { state: true }, lostSince: { state: true }, selected: { state: true }, dismissing: { state: true }, busy: { state: true },
    opened: { state: true }, said: { state: true }, held: { state: true }, tick: { state: true }, filters: { state: true }, helping: { state: true }, undoable: { state: true }, sound: { state: true },
  };

  language = 'ru';
  token = '';
  mayDecide = false;
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
  private undoable: Undoable | undefined;
  private sound = localStorage.getItem(soundKey) !== 'off';
  private filters: Filters = readFilters(location.search);
  private readonly tone = new Tone(this.sound);
  private readonly pageTitle = document.title;
  private shown: readonly string[] = [];
  private skew = 0;
  private words!: Words;
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
    const line = this.line(shownIncidents(all, this.filters), now);
    return html`
      ${lost ? html`<p class="banner" data-sev="tech" role="status">${icon('tech')} ${this.words.of('wall.lost', this.words.time(this.lostSince!))}</p>` : nothing}
      ${this.projector ? nothing : wallHead(halls, queue(all, now).map((item) => item.incident).filter((incident) => !isDecided(incident, now)), this.filters, this.sound, this.words,
        { filter: (filters) => this.filter(filters), mute: () => this.mute() })}
      <div class="wall__main" ?data-lost=${lost}>
        <div class="maps">
          ${shown.length === 0 && this.board.revision > 0 ? this.noRooms(halls) : nothing}
          ${shown.map((room, at) => roomMap(room, at + 1, all, equipment, now, lost, this.selected, this.words, (incident) => this.select(incident)))}
        </div>
        ${this.projector ? nothing : html`
          <aside class="queue" aria-label=${this.words.of('wall.queue')} @pointerenter=${() => { this.held = true; }} @pointerleave=${() => { this.held = false; }}>
            ${this.queueHead(line.items, line.more, now)}
            <ol class="qlist" tabindex="0" aria-label=${this.words.of('wall.queue.list')}>
              ${line.items.length === 0 ? html`<li class="state">${this.words.of('wall.queue.empty')}</li>` : line.items.map((item) => queueItem(item, halls.find((room) => room.exam === item.incident.exam && room.room === item.incident.room), now, this.words, this.actions()))}
            </ol>
            ${techLane(equipment, all, now, this.words)}
          </aside>`}
      </div>
      ${this.projector ? nothing : html`<footer class="keys wall__keys">
        <span><kbd>J</kbd><kbd>K</kbd> ${this.words.of('keys.queue')}</span><span><kbd>A</kbd> ${this.words.of('decide.confirm')}</span><span><kbd>D</kbd> ${this.words.of('keys.dismiss')}</span>
        <span><kbd>E</kbd> ${this.words.of('decide.snooze')}</span><span><kbd>Space</kbd> ${this.words.of('keys.photo')}</span><span><kbd>1</kbd>–<kbd>9</kbd> ${this.words.of('keys.room')}</span>
        <span><kbd>?</kbd> ${this.words.of('keys.all')}</span><span class="grow"></span><span class="muted">${this.words.of('wall.legend')}</span></footer>`}
      ${this.undoToast(now)}
      <p class="said" role="status" aria-live="polite">${this.said}</p>
      ${this.opened === undefined ? nothing : this.photo(this.opened)}
      ${this.helping ? keysDialog(this.words, () => { this.helping = false; }) : nothing}`;
  }

  private noRooms(halls: readonly Room[]): TemplateResult {
    return halls.length === 0
      ? html`<div class="state"><h3>${this.words.of('wall.noRooms')}</h3><p>${this.words.of('wall.noRooms.cure')}</p></div>`
      : html`<div class="state"><h3>${this.words.of('filter.none')}</h3><p>${this.words.of('filter.none.cure')}</p><a class="btn btn--sm" href="/wall">${this.words.of('filter.clear')}</a></div>`;
  }

  private queueHead(items: readonly QueueItem[], more: number, now: number): TemplateResult {
    const open = items.filter((item) => !isDecided(item.incident, now));
    const red = open.filter((item) => item.incident.sev === 'alarm').length;
    return html`
      <div class="qh"><h2>${this.words.of('wall.queue')}</h2>
        ${red > 0 ? html`<span class="badge" data-solid data-sev="alarm">${icon('alarm')}${red}</span>` : nothing}
        ${open.length > red ? html`<span class="badge" data-sev="watch" data-by="machine">${icon('watch')}${open.length - red}</span>` : nothing}
      </div>
      ${more > 0 ? html`<p class="qlock"><span class="grow">${this.words.of('wall.queue.held')}</span><b>${this.words.of('wall.queue.new', more)}</b></p>` : nothing}`;
  }

  private undoToast(now: number): TemplateResult | typeof nothing {
    if (this.undoable === undefined || this.undoable.until <= now) {
      return nothing;
    }
    const left = Math.ceil((this.undoable.until - now) / 1000);
    return html`<p class="toast wall__toast" role="status"><span>${this.undoable.text}</span><button class="btn btn--sm" @click=${() => this.undoLast()}>${this.words.of('decide.undo')} ${left} ${this.words.of('unit.second')} <kbd>Z</kbd></button></p>`;
  }

  private photo(incident: Incident): TemplateResult {
    const evidence = incident.evidence.find((one) => one.stored);
    return html`
      <div class="scrim" @click=${() => { this.opened = undefined; }}>
        <figure class="photo" role="dialog" aria-modal="true" aria-label=${incident.name[this.words.language]} @click=${(event: Event) => event.stopPropagation()}>
          ${evidence === undefined ? html`<p class="state">${this.words.of('incident.noPhoto')}</p>` : html`<img src="/media/${evidence.id}" alt=${incident.why[this.words.language]}>`}
          <figcaption class="row"><span class="grow">${incident.person ?? ''} · ${incident.why[this.words.language]}</span>
            <button class="btn" autofocus @click=${() => { this.opened = undefined; }}>${icon('close')}${this.words.of('incident.close')}</button></figcaption>
        </figure>
      </div>`;
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
    const refusal = await decide(incident, decision, this.token);
    this.busy = undefined;
    this.dismissing = undefined;
    this.undoable = undefined;
    if (refusal !== null) {
      this.said = this.words.of('decide.failed', refusal);
    } else if (decision.decision !== 'undo') {
      this.said = '';
      const text = this.words.of(`decide.done.${decision.decision}`, `${incident.name[this.words.language]}, ${incident.person ?? incident.roomName}`);
      this.undoable = { incident: incident.id, text, until: this.now() + undoTime };
    }
  }

  private async handle(incident: Incident, handling: Handling): Promise<void> {
    const refusal = await handle(incident, handling, this.token);
    this.said = refusal === null ? '' : this.words.of('decide.failed', refusal);
  }

  private undoLast(): void {
    const incident = incidents(this.board).find((one) => one.id === this.undoable?.incident);
    if (incident?.verdict !== undefined) {
      this.actions().undo(incident);
    }
  }

  private select(incident: Incident): void {
    this.selected = incident.id;
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

  // By physical key, so that Kazakh and Russian layouts work; off while somebody types.
  private readonly key = (event: KeyboardEvent): void => {
    this.tone.allow();
    if (event.code === 'Escape') {
      this.escape();
      return;
    }
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === '?') {
      this.helping = true;
      return;
    }
    const items = queue(shownIncidents(incidents(this.board), this.filters), this.now());
    const line = this.shown.map((key) => items.find((item) => item.key === key)).filter((item) => item !== undefined);
    const at = line.findIndex((item) => item.incident.id === this.selected);
    const incident = line[at]?.incident;
    const actions = this.actions();
    const open = incident !== undefined && actions.mayDecide && !isDecided(incident, this.now()) ? incident : undefined;
    switch (event.code) {
      case 'KeyJ': this.go(line[Math.min(line.length - 1, at + 1)]?.incident.id); break;
      case 'KeyK': this.go(line[Math.max(0, at - 1)]?.incident.id); break;
      case 'KeyA': if (open !== undefined) { actions.confirm(open); } break;
      case 'KeyD': if (open !== undefined) { actions.ask(open); } break;
      case 'KeyE': if (open !== undefined) { actions.handle(open, 'snooze'); } break;
      case 'KeyT': if (open !== undefined) { actions.handle(open, open.taken === undefined ? 'take' : 'leave'); } break;
      case 'KeyZ': if (this.undoable !== undefined) { this.undoLast(); } else if (incident !== undefined && actions.mayDecide && isDecided(incident, this.now())) { actions.undo(incident); } break;
      case 'KeyM': this.mute(); break;
      case 'KeyF': void (document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen()); break;
      case 'Slash': this.querySelector<HTMLInputElement>('[name=search]')?.focus(); event.preventDefault(); break;
      case 'Space': if (incident !== undefined && !(event.target instanceof HTMLButtonElement)) { this.opened = this.opened === undefined ? incident : undefined; event.preventDefault(); } break;
      default: this.digit(event.code, open, actions);
    }
  };

  private digit(code: string, open: Incident | undefined, actions: QueueActions): void {
    const digit = code.startsWith('Digit') ? Number(code.slice(5)) : 0;
    const reason = reasons[digit - 1];
    if (open !== undefined && this.dismissing === open.id) {
      if (reason !== undefined) {
        actions.dismiss(open, this.words.of(reason));
      }
    } else if (digit > 0) {
      const map = this.querySelectorAll<HTMLElement>('.map')[digit - 1];
      map?.focus();
      map?.scrollIntoView({ block: 'nearest' });
    }
  }

  private go(incident: string | undefined): void {
    this.selected = incident;
    void this.updateComplete.then(() => this.querySelector('.inc[aria-current]')?.scrollIntoView({ block: 'nearest' }));
  }

  private escape(): void {
    this.opened = undefined;
    this.dismissing = undefined;
    this.helping = false;
    (document.activeElement as HTMLElement | null)?.blur();
  }
}

customElements.define('ep-wall', EpWall);
