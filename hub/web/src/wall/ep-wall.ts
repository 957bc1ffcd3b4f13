import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { apply, emptyBoard, incidents, nodes, rooms, type Board } from './board';
import { decide, type Decision } from './decisions';
import { Feed } from './feed';
import { icon } from './icons';
import type { Incident, Update } from './model';
import { hold, isDecided, queue, type QueueItem } from './queue';
import { queueItem, type QueueActions } from './queue-item';
import { roomMap } from './room-map';
import { techLane } from './tech-lane';
import { Words } from './words';

/** The proctor's wall: rooms, the queue of what needs a person, the equipment lane. The hub is the only source of its state. */
export class EpWall extends LitElement {
  static override properties = {
    language: {}, token: {}, mayDecide: { type: Boolean, attribute: 'may-decide' },
    board: { state: true }, lostSince: { state: true }, selected: { state: true }, dismissing: { state: true }, busy: { state: true },
    opened: { state: true }, said: { state: true }, held: { state: true }, tick: { state: true },
  };

  language = 'ru';
  token = '';
  mayDecide = false;
  private board: Board = emptyBoard;
  private lostSince: number | undefined;
  private selected: string | undefined;
  private dismissing: string | undefined;
  private busy: string | undefined;
  private opened: Incident | undefined;
  private said = '';
  private held = false;
  private tick = 0;
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
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.feed?.close();
    clearInterval(this.clock);
    document.removeEventListener('keydown', this.key);
  }

  override render(): TemplateResult {
    const now = this.now();
    const all = incidents(this.board);
    const halls = rooms(this.board);
    const equipment = nodes(this.board);
    const lost = this.lostSince !== undefined;
    const line = this.line(all, now);
    return html`
      ${lost ? html`<p class="banner" data-sev="tech" role="status">${icon('tech')} ${this.words.of('wall.lost', this.words.time(this.lostSince!))}</p>` : nothing}
      <div class="wall__main" ?data-lost=${lost}>
        <div class="maps">
          ${halls.length === 0 && this.board.revision > 0 ? html`<div class="state"><h3>${this.words.of('wall.noRooms')}</h3><p>${this.words.of('wall.noRooms.cure')}</p></div>` : nothing}
          ${halls.map((room) => roomMap(room, all, equipment, now, lost, this.selected, this.words, (incident) => this.select(incident)))}
        </div>
        <aside class="queue" aria-label=${this.words.of('wall.queue')} @pointerenter=${() => { this.held = true; }} @pointerleave=${() => { this.held = false; }}>
          ${this.queueHead(line.items, line.more)}
          <ol class="qlist" tabindex="0" aria-label=${this.words.of('wall.queue.list')}>
            ${line.items.length === 0 ? html`<li class="state">${this.words.of('wall.queue.empty')}</li>` : line.items.map((item) => queueItem(item, halls.find((room) => room.exam === item.incident.exam && room.room === item.incident.room), now, this.words, this.actions()))}
          </ol>
          ${techLane(equipment, all, now, this.words)}
        </aside>
      </div>
      <p class="said" role="status" aria-live="polite">${this.said}</p>
      ${this.opened === undefined ? nothing : this.photo(this.opened)}`;
  }

  private queueHead(items: readonly QueueItem[], more: number): TemplateResult {
    const open = items.filter((item) => !isDecided(item.incident));
    const red = open.filter((item) => item.incident.sev === 'alarm').length;
    return html`
      <div class="qh"><h2>${this.words.of('wall.queue')}</h2>
        ${red > 0 ? html`<span class="badge" data-solid data-sev="alarm">${icon('alarm')}${red}</span>` : nothing}
        ${open.length > red ? html`<span class="badge" data-sev="watch" data-by="machine">${icon('watch')}${open.length - red}</span>` : nothing}
      </div>
      ${more > 0 ? html`<p class="qlock"><span class="grow">${this.words.of('wall.queue.held')}</span><b>${this.words.of('wall.queue.new', more)}</b></p>` : nothing}`;
  }

  private photo(incident: Incident): TemplateResult {
    return html`
      <div class="scrim" @click=${() => { this.opened = undefined; }}>
        <figure class="photo" role="dialog" aria-modal="true" aria-label=${incident.name[this.words.language]} @click=${(event: Event) => event.stopPropagation()}>
          <img src="/media/${incident.evidence.find((evidence) => evidence.stored)?.id ?? ''}" alt=${incident.why[this.words.language]}>
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
    const about = `${incident.name[this.words.language]}, ${incident.person ?? incident.roomName}`;
    this.said = refusal !== null ? this.words.of('decide.failed', refusal) : decision.decision === 'undo' ? '' : this.words.of(`decide.done.${decision.decision}`, about);
  }

  private select(incident: Incident): void {
    this.selected = incident.id;
  }

  private take(update: Update): void {
    const before = new Set(queue(incidents(this.board), this.now()).map((item) => item.key));
    this.skew = update.now - Date.now();
    this.lostSince = undefined;
    this.board = apply(this.board, update);
    const fresh = queue(incidents(this.board), this.now()).filter((item) => !before.has(item.key) && !isDecided(item.incident));
    const worst = fresh[0]?.incident;
    if (worst !== undefined && !update.whole) {
      this.said = this.words.of('live.new', fresh.length, `${worst.name[this.words.language]}, ${this.words.of('wall.room')} ${worst.roomName}`);
    }
  }

  private lose(since: number): void {
    this.lostSince ??= since;
  }

  /** The hub's time: ages must not depend on the watcher's clock. */
  private now(): number {
    return Date.now() + this.skew;
  }

  // By physical key, so that Kazakh and Russian layouts work; off while somebody types.
  private readonly key = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const items = queue(incidents(this.board), this.now());
    const at = items.findIndex((item) => item.incident.id === this.selected);
    const incident = items[at]?.incident;
    const actions = this.actions();
    switch (event.code) {
      case 'KeyJ': this.selected = (items[Math.min(items.length - 1, at + 1)])?.incident.id; break;
      case 'KeyK': this.selected = (items[Math.max(0, at - 1)])?.incident.id; break;
      case 'KeyA': if (incident !== undefined && actions.mayDecide && !isDecided(incident)) { actions.confirm(incident); } break;
      case 'KeyD': if (incident !== undefined && actions.mayDecide && !isDecided(incident)) { actions.ask(incident); } break;
      case 'KeyZ': if (incident !== undefined && actions.mayDecide && isDecided(incident)) { actions.undo(incident); } break;
      case 'Space': if (incident !== undefined && event.target === document.body) { this.opened = incident; event.preventDefault(); } break;
      case 'Escape': this.opened = undefined; this.dismissing = undefined; break;
      case 'Digit1': case 'Digit2': case 'Digit3':
        if (incident !== undefined && this.dismissing === incident.id) { actions.dismiss(incident, this.words.of(`decide.reason.${event.code.slice(5)}`)); }
        break;
    }
  };
}

customElements.define('ep-wall', EpWall);
