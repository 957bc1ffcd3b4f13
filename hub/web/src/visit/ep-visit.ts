import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { ageText, fresh } from '../live/freshness';
import '../live/ep-live';
import type { SeatMark } from '../live/ep-live';
import { apply, emptyBoard, incidents, rooms, type Board } from '../wall/board';
import { Feed } from '../wall/feed';
import type { Update } from '../wall/model';
import { queue } from '../wall/queue';
import { icon } from '../wall/icons';
import { seatStates, type SeatState } from '../wall/seats';
import { Words } from '../wall/words';
import { checklist, headCount, type Counted } from './counting';
import { emptyDraft, load, missing, save, type Draft, type Result } from './draft';
import { lastIncidents } from './last-incidents';
import { send } from './outbox';
import { Photos, shrink } from './photos';
import { seatTiles } from './seat-tiles';

const again = 5_000;
const mostPhotos = 6;
const shownIncidents = 3;

/** What the page says of the visit (hub/EdgeProctoring.Hub/SpotChecks/Pages/VisitPage.razor). */
interface Facts {
  readonly visit: string;
  readonly exam: string;
  readonly room: string;
  readonly examinees: number;
  readonly staff: number;
  readonly checks: readonly string[];
  readonly cameras: readonly { readonly node: string; readonly id: string }[];
  readonly seats: readonly { readonly id: string; readonly corners: readonly (readonly [number, number])[] }[];
}

/** The room as it is now, and what the visitor writes down. A network that goes away changes the room's age, not the work. */
export class EpVisit extends LitElement {
  static override properties = {
    language: {}, token: {}, board: { state: true }, heard: { state: true }, draft: { state: true }, camera: { state: true }, tick: { state: true }, asked: { state: true }, refused: { state: true }, sending: { state: true }, skipping: { state: true },
  };

  language = 'ru';
  token = '';
  private facts!: Facts;
  private words!: Words;
  private board: Board = emptyBoard;
  private heard: number | undefined;
  private skew = 0;
  private draft: Draft = emptyDraft('');
  private camera = 0;
  private tick = 0;
  private asked = false;
  private refused = '';
  private sending = false;
  private skipping = false;
  private readonly photos = new Photos();
  private previews: ReadonlyMap<string, string> = new Map();
  private feed: Feed | undefined;
  private clock: ReturnType<typeof setInterval> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;

  override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    this.replaceChildren();
    super.connectedCallback();
    this.words = Words.ofPage(this.language);
    this.facts = JSON.parse(document.getElementById('visit')?.textContent ?? '{}') as Facts;
    this.draft = load(localStorage, this.facts.visit);
    const { exam, room } = this.facts;
    this.feed = new Feed(`${location.origin.replace(/^http/, 'ws')}/wall/feed?room=${encodeURIComponent(`${exam}/${room}`)}`, { update: (update) => this.take(update), lost: () => { this.tick++; } });
    this.clock = setInterval(() => { this.tick++; }, 1000);
    window.addEventListener('online', this.flush);
    void this.preview();
    if (this.draft.done !== undefined) {
      void this.flush();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.feed?.close();
    clearInterval(this.clock);
    clearTimeout(this.retry);
    window.removeEventListener('online', this.flush);
  }

  override render(): TemplateResult {
    const now = Date.now() + this.skew;
    const room = rooms(this.board)[0];
    const all = incidents(this.board);
    const states = room === undefined ? new Map<string, SeatState>() : seatStates(room, all, now);
    const age = this.heard === undefined ? undefined : Date.now() - this.heard;
    const old = age !== undefined && age > 3_000;
    return html`
      ${old ? this.banner(age) : nothing}
      <section class="card spot__sec"><h2>${this.words.of('spot.map')}<span class="grow"></span>
          ${room === undefined ? nothing : html`<span class="small muted num">${room.seats.filter((seat) => seat.name !== undefined).length}/${room.seats.length}</span>`}
          ${age === undefined ? nothing : html`<span class="age num" data-fresh=${fresh(age)}>${ageText(age, this.words)}</span>`}</h2>
        ${room === undefined ? html`<div class="skeleton spot__wait" role="status" aria-label=${this.words.of('wall.loading')}></div>` : seatTiles(room, states, old, this.words)}
      </section>
      ${this.live(states)}
      ${lastIncidents(queue(all, now).map((item) => item.incident).slice(0, shownIncidents), room, now, this.words)}
      ${headCount(this.draft, this.facts, this.words, (key, text) => this.count(key, text))}
      ${checklist(this.draft, this.facts.checks, this.words, (check, fits) => this.check(check, fits))}
      ${this.outcome()}
      <p class="tiny muted spot__record">${this.words.of('spot.record')}</p>
      <div class="spot__cta">${this.cta(old)}</div>`;
  }

  private banner(age: number): TemplateResult {
    const kept = this.draft.photos.length + (this.draft.done === undefined ? 0 : 1);
    return html`<div class="banner spot__net" data-sev="tech" role="status">${icon('netoff')}<span><b>${this.words.of('spot.offline')}</b><br>${kept > 0 ? html`${this.words.count('spot.kept', kept)} ` : nothing}${this.words.of('spot.offline.last', ageText(age, this.words))}</span></div>`;
  }

  private live(states: ReadonlyMap<string, SeatState>): TemplateResult {
    const shown = this.facts.cameras[this.camera];
    const marks: SeatMark[] = this.facts.seats.map((seat) => {
      const { sev, by } = states.get(seat.id) ?? {};
      return { ...seat, ...(sev === undefined ? {} : { sev }), ...(by === undefined ? {} : { by }) };
    });
    return html`
      <section class="card spot__sec"><h2>${this.words.of('spot.live')}<span class="grow"></span>
          ${this.facts.cameras.length < 2 ? nothing : html`<span class="seg" role="group" aria-label=${this.words.of('spot.cameras')}>${this.facts.cameras.map((camera, at) => html`
            <button aria-pressed=${at === this.camera ? 'true' : 'false'} @click=${() => { this.camera = at; }}>${camera.node}/${camera.id}</button>`)}</span>`}</h2>
        ${shown === undefined ? html`<p class="state">${this.words.of('spot.noCamera')}</p>` : html`<ep-live .node=${shown.node} .camera=${shown.id} .seats=${marks} .words=${this.words} .skew=${this.skew}></ep-live>`}
      </section>`;
  }

  private outcome(): TemplateResult {
    const { result, note, photos, done } = this.draft;
    const lacks = this.asked ? missing(this.draft) : undefined;
    const choice = (value: Result, symbol: 'check' | 'watch'): TemplateResult => html`
      <label><input type="radio" name="result" .checked=${result === value} ?disabled=${done !== undefined} @change=${() => this.change({ result: value })}>${icon(symbol)}${this.words.of(`spot.${value}`)}</label>`;
    return html`
      <section class="card spot__sec" id="outcome"><h2>${this.words.of('spot.outcome')}</h2>
        ${this.skipping ? html`<p class="small soft">${this.words.of('spot.skip.why')}</p>` : html`<div class="spot__choose" role="radiogroup" aria-label=${this.words.of('spot.outcome')}>${choice('conforms', 'check')}${choice('irregular', 'watch')}</div>`}
        ${lacks === 'result' ? html`<p class="err" role="alert">${icon('alarm')}${this.words.of('spot.choose')}</p>` : nothing}
        <div class="field" ?data-error=${lacks === 'note'}>
          <label for="note">${this.words.of('spot.note')} ${result === 'irregular' || this.skipping ? nothing : html`<span class="muted">${this.words.of('spot.optional')}</span>`}</label>
          <textarea id="note" class="input textarea" rows="2" maxlength="512" placeholder=${this.words.of('spot.note.what')} aria-invalid=${lacks === 'note' ? 'true' : 'false'} .value=${note} ?disabled=${done !== undefined}
            @input=${(event: Event) => this.change({ note: (event.target as HTMLTextAreaElement).value })}></textarea>
          ${lacks === 'note' ? html`<p class="err" role="alert">${icon('alarm')}${this.words.of(this.skipping ? 'spot.skip.needed' : 'spot.note.needed')}</p>` : nothing}
        </div>
        <div class="spot__photos">
          ${photos.map((photo) => html`<figure class="frame"><img src=${this.previews.get(photo.sha) ?? 'data:,'} alt=${this.words.of('spot.photo')}><span class="frame__bl tag num">${this.words.time(photo.at)}</span>
            ${done !== undefined || photo.piece !== undefined ? nothing : html`<button class="spot__drop" aria-label=${this.words.of('spot.photo.drop')} @click=${() => this.drop(photo.sha)}>${icon('close')}</button>`}</figure>`)}
          ${photos.length >= mostPhotos || done !== undefined ? nothing : html`<label class="spot__add">${icon('camera')}<span>${this.words.of('spot.photo.add')}</span>
            <input class="vh" type="file" accept="image/*" capture="environment" @change=${(event: Event) => void this.add(event.target as HTMLInputElement)}></label>`}
        </div>
        ${this.refused === '' ? nothing : html`<p class="err" role="alert">${icon('alarm')}${this.refused}</p>`}
      </section>`;
  }

  private cta(offline: boolean): TemplateResult {
    if (this.draft.done !== undefined) {
      return html`<p class="grow small" role="status">${icon('check')} ${this.words.of(this.sending && !offline ? 'spot.sending' : 'spot.saved')}</p>
        ${this.refused === '' ? nothing : html`<button class="btn btn--lg" @click=${() => this.reopen()}>${this.words.of('spot.reopen')}</button>`}`;
    }
    return this.skipping
      ? html`<button class="btn btn--lg" @click=${() => { this.skipping = false; this.asked = false; this.draft = load(localStorage, this.draft.visit); }}>${this.words.of('spot.back')}</button>
        <button class="btn btn--lg btn--primary grow" @click=${() => this.sign('skipped')}>${this.words.of('spot.skip.sign')}</button>`
      : html`<button class="btn btn--lg" @click=${() => { this.skipping = true; this.asked = false; this.showOutcome(); }}>${this.words.of('spot.skip')}<span class="vh"> ${this.words.of('spot.skip.needed')}</span></button>
        <button class="btn btn--lg btn--primary grow" @click=${() => this.sign()}>${icon('sign')}${this.words.of(offline ? 'spot.signLater' : 'spot.sign')}</button>`;
  }

  private take(update: Update): void {
    this.heard = Date.now();
    this.skew = update.now - this.heard;
    this.board = apply(this.board, update);
  }

  private change(change: Partial<Draft>): void {
    this.draft = { ...this.draft, ...change };
    save(localStorage, this.draft);
  }

  private count(key: Counted, text: string): void {
    const { [key]: _, ...rest } = this.draft;
    this.draft = /^\d{1,4}$/.test(text) ? { ...rest, [key]: Number(text) } : rest;
    save(localStorage, this.draft);
  }

  private check(check: string, fits: boolean): void {
    const { [check]: before, ...rest } = this.draft.checks;
    this.change({ checks: before === fits ? rest : { ...rest, [check]: fits } });
  }

  private async add(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    input.value = '';
    if (file === undefined) {
      return;
    }
    try {
      const { jpeg, sha } = await shrink(file);
      await this.photos.put(sha, jpeg);
      if (!this.draft.photos.some((photo) => photo.sha === sha)) {
        this.change({ photos: [...this.draft.photos, { sha, at: Date.now() + this.skew }] });
      }
      await this.preview();
    } catch {
      this.refused = this.words.of('spot.photo.bad');
    }
  }

  private drop(sha: string): void {
    this.change({ photos: this.draft.photos.filter((photo) => photo.sha !== sha) });
    void this.photos.delete(sha);
  }

  private async preview(): Promise<void> {
    const shown = new Map(this.previews);
    for (const { sha } of this.draft.photos) {
      const jpeg = shown.has(sha) ? undefined : await this.photos.get(sha);
      if (jpeg !== undefined) {
        shown.set(sha, await dataAddress(jpeg));
      }
    }
    this.previews = shown;
    this.requestUpdate();
  }

  private sign(result?: Result): void {
    this.asked = true;
    if (result !== undefined) {
      this.draft = { ...this.draft, result };
    }
    if (missing(this.draft) !== undefined) {
      this.showOutcome();
      return;
    }
    this.change({ done: Math.round(Date.now() + this.skew) });
    void this.flush();
  }

  private reopen(): void {
    const { done: _, ...rest } = this.draft;
    this.refused = '';
    this.draft = rest;
    save(localStorage, rest);
  }

  private readonly flush = async (): Promise<void> => {
    clearTimeout(this.retry);
    if (this.draft.done === undefined || this.sending) {
      return;
    }
    this.sending = true;
    const sent = await send(this.draft, this.token, this.photos, localStorage, (...request) => fetch(...request));
    this.sending = false;
    if (sent === 'sent') {
      location.reload();
    } else if (sent === 'offline') {
      this.draft = load(localStorage, this.draft.visit);
      this.retry = setTimeout(() => void this.flush(), again);
    } else {
      this.refused = sent.refused;
    }
  };

  private showOutcome(): void {
    void this.updateComplete.then(() => { this.querySelector('#outcome')?.scrollIntoView({ block: 'center' }); this.querySelector<HTMLElement>('#note')?.focus(); });
  }
}

function dataAddress(blob: Blob): Promise<string> {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.readAsDataURL(blob);
  });
}

customElements.define('ep-visit', EpVisit);
