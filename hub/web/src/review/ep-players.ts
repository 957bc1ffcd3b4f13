import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { keyOf } from '../pages/keys';
import { Words } from '../wall/words';
import { nextOf, shownAt, skipQuiet, tolerance, type Stretch, type Track } from './playing';

const speeds = [1, 2, 4, 8, 16] as const;
const step = 5_000;
const left = 120;
const width = 870;

/** What the page says of the sitting's recordings (hub/EdgeProctoring.Hub/Dashboard/Pages/ReviewPage.razor). */
interface Recordings {
  readonly from: number;
  readonly to: number;
  /** Where the timeline ends: the sitting's planned end, which may still lie ahead. */
  readonly until: number;
  readonly at: number;
  readonly tracks: readonly Track[];
  readonly incidents: readonly Stretch[];
  readonly gaps: readonly Stretch[];
}

/** All cameras of a sitting on one clock: they play, stop and jump together, and the timeline shows where. */
export class EpPlayers extends LitElement {
  static override properties = { language: {}, at: { state: true }, playing: { state: true }, speed: { state: true }, skips: { state: true } };

  language = 'ru';
  private words!: Words;
  private recordings!: Recordings;
  private at = 0;
  private playing = false;
  private speed = 1;
  private skips = true;
  private last = 0;
  private frame = 0;
  private head: SVGLineElement | undefined;

  override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    this.replaceChildren();
    super.connectedCallback();
    this.words = Words.ofPage(this.language);
    this.recordings = JSON.parse(document.getElementById('recordings')?.textContent ?? '{}') as Recordings;
    this.at = this.recordings.at;
    document.addEventListener('keydown', this.key);
    document.querySelector('.timeline')?.addEventListener('click', this.pick as EventListener);
    this.drawHead();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.frame);
    document.removeEventListener('keydown', this.key);
    document.querySelector('.timeline')?.removeEventListener('click', this.pick as EventListener);
  }

  override render(): TemplateResult {
    return html`
      <div class="players" data-count=${this.recordings.tracks.length}>${this.recordings.tracks.map((track, at) => this.player(track, at))}</div>
      <div class="row row--wrap players__bar">
        <button class="btn btn--primary" aria-pressed=${this.playing ? 'true' : 'false'} @click=${() => this.toggle()}>${this.words.of(this.playing ? 'play.stop' : 'play.play')} <kbd>Space</kbd></button>
        <b class="num" role="timer">${this.words.second(this.at)}</b>
        <span class="btngroup"><button class="btn" title=${this.words.of('play.back')} @click=${() => this.go(this.at - step)}>−5 ${this.words.of('unit.second')} <kbd>←</kbd></button><button class="btn" title=${this.words.of('play.on')} @click=${() => this.go(this.at + step)}>+5 ${this.words.of('unit.second')} <kbd>→</kbd></button></span>
        <span class="seg" role="group" aria-label=${this.words.of('play.speed')}>${speeds.map((speed) => html`<button aria-pressed=${this.speed === speed ? 'true' : 'false'} @click=${() => { this.speed = speed; }}>${speed}×</button>`)}</span>
        <label class="row small"><input type="checkbox" .checked=${this.skips} @change=${(event: Event) => { this.skips = (event.target as HTMLInputElement).checked; }}>${this.words.of('play.skip')}</label>
        <span class="grow"></span>
        ${this.recordings.gaps.length === 0 ? nothing : html`<button class="btn btn--sm" @click=${() => this.gap()}>${this.words.of('play.gap')} <kbd>G</kbd></button>`}
      </div>`;
  }

  protected override updated(): void {
    for (const [at, video] of [...this.querySelectorAll('video')].entries()) {
      this.follow(video, this.recordings.tracks[at]!);
    }
    this.drawHead();
  }

  private player(track: Track, at: number): TemplateResult {
    const shown = shownAt(track, this.at);
    return html`
      <figure class="frame" data-track=${at}>
        <video muted playsinline preload="auto" aria-label=${track.name} ?hidden=${shown === undefined}></video>
        ${shown === undefined ? html`<div class="hatch shot__none"><span class="tag">${this.words.of('play.none')}</span></div>` : nothing}
        <span class="frame__tl"><span class="tag">${track.name}</span></span><span class="frame__tr"><span class="tag num">${this.words.second(this.at)}</span></span>
      </figure>`;
  }

  /** One player on the common clock: the right film, the right second, the right speed. */
  private follow(video: HTMLVideoElement, track: Track): void {
    const shown = shownAt(track, this.at);
    if (shown === undefined) {
      video.pause();
      return;
    }
    const source = `/media/${shown.film.id}`;
    if (video.getAttribute('src') !== source) {
      video.setAttribute('src', source);
    }
    video.playbackRate = this.speed;
    const second = Math.min(shown.second, Number.isFinite(video.duration) ? video.duration : shown.second);
    if (Math.abs(video.currentTime - second) > (this.playing ? tolerance(this.speed) : 0.04)) {
      video.currentTime = second;
    }
    if (this.playing && video.paused && !video.ended) {
      void video.play().catch(() => undefined); // A browser may refuse until the first gesture; the clock goes on.
    } else if (!this.playing && !video.paused) {
      video.pause();
    }
  }

  private toggle(): void {
    this.playing = !this.playing;
    this.last = performance.now();
    if (this.playing) {
      this.at = this.at >= this.recordings.to ? this.recordings.from : this.at;
      this.frame = requestAnimationFrame(this.tick);
    }
  }

  private readonly tick = (now: number): void => {
    if (!this.playing) {
      return;
    }
    const { to, incidents, gaps } = this.recordings;
    const moved = this.at + (now - this.last) * this.speed;
    this.last = now;
    this.at = Math.min(to, this.skips && this.speed > 1 ? skipQuiet(moved, [...incidents, ...gaps], to) : moved);
    this.playing = this.at < to;
    this.frame = requestAnimationFrame(this.tick);
  };

  private go(at: number): void {
    this.at = Math.min(this.recordings.to, Math.max(this.recordings.from, at));
  }

  private gap(): void {
    const next = nextOf(this.recordings.gaps, this.at);
    if (next !== undefined) {
      this.go(next.from);
    }
  }

  private readonly key = (event: KeyboardEvent): void => {
    const acts: Readonly<Record<string, () => void>> = {
      Space: () => this.toggle(), ArrowLeft: () => this.go(this.at - step), ArrowRight: () => this.go(this.at + step), KeyG: () => this.gap(),
      Comma: () => { this.speed = speeds[Math.max(0, speeds.indexOf(this.speed as 1) - 1)]!; }, Period: () => { this.speed = speeds[Math.min(speeds.length - 1, speeds.indexOf(this.speed as 1) + 1)]!; },
    };
    const act = acts[keyOf(event) ?? ''];
    if (act !== undefined && !(event.code === 'Space' && event.target instanceof HTMLElement && event.target.closest('button, a, summary, input') !== null)) {
      event.preventDefault();
      act();
    }
  };

  // A click on an incident of the timeline is a link of its own.
  private readonly pick = (event: MouseEvent): void => {
    const timeline = event.currentTarget as SVGSVGElement;
    if ((event.target as Element).closest('a') === null) {
      const box = timeline.getBoundingClientRect();
      const share = ((event.clientX - box.left) / box.width * 1000 - left) / width;
      this.go(this.recordings.from + share * (this.recordings.until - this.recordings.from));
    }
  };

  private drawHead(): void {
    const timeline = document.querySelector('.timeline');
    if (timeline === null) {
      return;
    }
    if (this.head === undefined) {
      this.head = document.createElementNS('http://www.w3.org/2000/svg', 'line');
      this.head.setAttribute('class', 'playhead');
      this.head.setAttribute('y1', '18');
      this.head.setAttribute('y2', '102');
      timeline.append(this.head);
    }
    const { from, until } = this.recordings;
    const x = (left + (until > from ? (this.at - from) / (until - from) : 0) * width).toFixed(1);
    this.head.setAttribute('x1', x);
    this.head.setAttribute('x2', x);
  }
}

customElements.define('ep-players', EpPlayers);
