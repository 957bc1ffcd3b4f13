import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { ageText, fresh } from '../live/freshness';
import '../live/ep-live';
import type { SeatMark } from '../live/ep-live';
import { apply, emptyBoard, incidents, nodes, rooms, type Board } from '../wall/board';
import { Feed } from '../wall/feed';
import { icon } from '../wall/icons';
import type { Update } from '../wall/model';
import { queue } from '../wall/queue';
import { seatStates, type SeatState } from '../wall/seats';
import { Words } from '../wall/words';
import { lastIncidents } from '../visit/last-incidents';
import { seatTiles } from '../visit/seat-tiles';
import { presence, readiness, type Facts } from './readiness';

/** One room as it is now: all its cameras with the seats drawn over, who is there, who is out and for how long, what is not ready. */
export class EpRoom extends LitElement {
  static override properties = { language: {}, board: { state: true }, heard: { state: true }, tick: { state: true } };

  language = 'ru';
  private words!: Words;
  private facts!: Facts;
  private board: Board = emptyBoard;
  private heard: number | undefined;
  private skew = 0;
  private tick = 0;
  private feed: Feed | undefined;
  private clock: ReturnType<typeof setInterval> | undefined;

  override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    this.replaceChildren();
    super.connectedCallback();
    this.words = Words.ofPage(this.language);
    this.facts = JSON.parse(document.getElementById('room')?.textContent ?? '{}') as Facts;
    const { exam, room } = this.facts;
    this.feed = new Feed(`${location.origin.replace(/^http/, 'ws')}/wall/feed?room=${encodeURIComponent(`${exam}/${room}`)}`, { update: (update) => this.take(update), lost: () => { this.tick++; } });
    this.clock = setInterval(() => { this.tick++; }, 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.feed?.close();
    clearInterval(this.clock);
  }

  override render(): TemplateResult {
    const now = Date.now() + this.skew;
    const room = rooms(this.board)[0];
    const all = incidents(this.board);
    const states = room === undefined ? new Map<string, SeatState>() : seatStates(room, all, now);
    const age = this.heard === undefined ? undefined : Date.now() - this.heard;
    const old = age !== undefined && age > 3_000;
    const marks: SeatMark[] = this.facts.seats.map((seat) => {
      const { sev, by } = states.get(seat.id) ?? {};
      return { ...seat, ...(sev === undefined ? {} : { sev }), ...(by === undefined ? {} : { by }) };
    });
    return html`
      ${old ? html`<p class="banner" data-sev="tech" role="status">${icon('netoff')}<span>${this.words.of('spot.offline.last', ageText(age, this.words))}</span></p>` : nothing}
      <div class="cols"><div class="stack">
        <div class="room__cams">${this.facts.cameras.length === 0 ? html`<p class="state">${this.words.of('spot.noCamera')}</p>` : this.facts.cameras.map((camera) => html`
          <figure><figcaption class="small soft">${camera.node}/${camera.id}</figcaption><ep-live .node=${camera.node} .camera=${camera.id} .width=${960} .seats=${marks} .words=${this.words} .skew=${this.skew}></ep-live></figure>`)}</div>
        <section class="card spot__sec"><h2>${this.words.of('spot.map')}<span class="grow"></span>${age === undefined ? nothing : html`<span class="age num" data-fresh=${fresh(age)}>${ageText(age, this.words)}</span>`}</h2>
          ${room === undefined ? html`<div class="skeleton spot__wait" role="status" aria-label=${this.words.of('wall.loading')}></div>` : seatTiles(room, states, old, this.words)}</section>
      </div><div class="stack">
        ${room === undefined ? nothing : this.people(now)}
        ${this.ready()}
        ${lastIncidents(queue(all, now).map((item) => item.incident).slice(0, 5), room, now, this.words)}
      </div></div>`;
  }

  private people(now: number): TemplateResult {
    const { present, expected, out } = presence(rooms(this.board)[0]!, incidents(this.board));
    return html`
      <section class="card spot__sec"><h2>${this.words.of('spot.heads')}</h2>
        <dl class="dl"><dt>${this.words.of('spot.heads.examinees')}</dt><dd class="num"><b>${present}</b> / ${expected}</dd><dt>${this.words.of('spot.heads.staff')}</dt><dd>${this.facts.staffNames.length > 0 ? this.facts.staffNames.join(', ') : this.facts.staff}</dd></dl>
        <h3>${this.words.of('room.out')}</h3>
        ${out.length === 0 ? html`<p class="small muted">${this.words.of('room.out.none')}</p>` : html`<ul class="room__out">${out.map((seat) => {
          const late = seat.until !== undefined && seat.until < now;
          return html`<li class="row"><b>${this.words.seat(seat.id)}</b><span class="clip grow">${seat.name ?? ''}</span><span class="small">${this.words.of(`act.state.${seat.state}`)}</span>
            <span class="badge num" data-sev=${late ? 'watch' : nothing} data-by="person">${late ? icon('watch') : nothing}${this.words.duration(Math.max(0, Math.floor((now - (seat.since ?? now)) / 1000)))}${seat.until === undefined ? '' : ` / ${this.words.duration(Math.floor((seat.until - (seat.since ?? seat.until)) / 1000))}`}</span></li>`;
        })}</ul>`}
      </section>`;
  }

  private ready(): TemplateResult {
    const lines = readiness(this.facts, nodes(this.board), Date.now() + this.skew);
    return html`<section class="card spot__sec"><h2>${this.words.of('room.ready')}</h2>
      <ul class="room__ready">${lines.map((line) => html`<li class="row" data-ok=${line.ok}>${icon(line.ok ? 'check' : 'tech')}<span>${this.words.of(`room.ready.${line.what}`, ...line.values)}${line.ok ? nothing : html`<br><span class="small soft">${this.words.of(`room.cure.${line.what}`)}</span>`}</span></li>`)}</ul></section>`;
  }

  private take(update: Update): void {
    this.heard = Date.now();
    this.skew = update.now - this.heard;
    this.board = apply(this.board, update);
  }
}

customElements.define('ep-room', EpRoom);
