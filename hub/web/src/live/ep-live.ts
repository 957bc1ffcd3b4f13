import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Words } from '../wall/words';
import { ageText, fresh } from './freshness';
import { MultipartReader, type LivePart } from './multipart';

const longestPause = 10_000;
const side = 10_000;

/** A seat drawn over the picture: its corners in ten-thousandths, and what is shown there. */
export interface SeatMark {
  readonly id: string;
  readonly corners: readonly (readonly [number, number])[];
  readonly sev?: string;
  readonly by?: string;
}

/** What a camera sees now, with its age and the seats in the picture's own coordinates. It comes back by itself. */
export class EpLive extends LitElement {
  static override properties = { node: {}, camera: {}, width: { type: Number }, seats: { attribute: false }, words: { attribute: false }, skew: { type: Number }, tick: { state: true }, trouble: { state: true } };

  node = '';
  camera = '';
  width = 800;
  seats: readonly SeatMark[] = [];
  words!: Words;
  skew = 0;
  private tick = 0;
  private trouble = false;
  private at: number | undefined;
  private picture: ImageBitmap | undefined;
  private stop = new AbortController();
  private clock: ReturnType<typeof setInterval> | undefined;
  private pause: ReturnType<typeof setTimeout> | undefined;

  override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.clock = setInterval(() => { this.tick++; }, 500);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.clock);
    clearTimeout(this.pause);
    this.stop.abort();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('node') || changed.has('camera')) {
      this.picture = undefined;
      this.at = undefined;
      this.open(500);
    }
  }

  protected override updated(): void {
    this.draw();
  }

  override render(): TemplateResult {
    const age = this.at === undefined ? undefined : Date.now() + this.skew - this.at;
    const state = age === undefined ? 'lost' : fresh(age);
    const old = state === 'stale' || state === 'lost';
    return html`
      <div class="frame live" data-fresh=${old ? 'stale' : state}>
        <canvas role="img" aria-label=${this.words.of('live.of', `${this.node}/${this.camera}`)}></canvas>
        ${old && this.picture !== undefined ? html`<div class="live__old" aria-hidden="true"></div>` : nothing}
        ${this.picture !== undefined ? nothing : html`<p class="live__none hatch"><span class="tag">${this.words.of(this.trouble ? 'live.none' : 'live.opening')}</span></p>`}
        ${age === undefined ? nothing : html`<span class="frame__tl"><span class="age age--over num" data-fresh=${old ? 'stale' : state}>${ageText(age, this.words)}${old ? ` · ${this.words.of('live.notLive')}` : ''}</span></span>`}
      </div>`;
  }

  private open(pause: number): void {
    this.stop.abort();
    clearTimeout(this.pause);
    const stop = this.stop = new AbortController();
    void this.watch(stop.signal).then((seen) => {
      if (!stop.signal.aborted) {
        this.trouble = true;
        this.pause = setTimeout(() => this.open(seen ? 500 : Math.min(longestPause, pause * 2)), seen ? 500 : pause);
      }
    });
  }

  /** Ends with the answer; true where it brought a picture. */
  private async watch(stop: AbortSignal): Promise<boolean> {
    let seen = false;
    try {
      const reply = await fetch(`/live/${encodeURIComponent(this.node)}/${encodeURIComponent(this.camera)}?width=${this.width}`, { signal: stop });
      if (!reply.ok || reply.body === null) {
        return false;
      }
      const [reader, parts] = [reply.body.getReader(), new MultipartReader()];
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        const part = parts.take(piece.value);
        if (part !== undefined) {
          await this.show(part);
          seen = true;
        }
      }
    } catch {
      // The line broke, or the picture did: the caller opens it again.
    }
    return seen;
  }

  private async show(part: LivePart): Promise<void> {
    const picture = await createImageBitmap(new Blob([part.jpeg.slice()], { type: 'image/jpeg' }));
    this.picture?.close();
    this.picture = picture;
    this.at = part.at;
    this.trouble = false;
    this.tick++;
  }

  private draw(): void {
    const canvas = this.querySelector('canvas');
    const pen = canvas?.getContext('2d');
    if (!canvas || !pen || this.picture === undefined) {
      return;
    }
    canvas.width = this.picture.width;
    canvas.height = this.picture.height;
    pen.drawImage(this.picture, 0, 0);
    for (const seat of this.seats) {
      this.outline(pen, seat, canvas.width / side, canvas.height / side);
    }
  }

  private outline(pen: CanvasRenderingContext2D, seat: SeatMark, x: number, y: number): void {
    const first = seat.corners[0];
    if (first === undefined) {
      return;
    }
    pen.beginPath();
    seat.corners.forEach(([left, top], at) => { if (at === 0) { pen.moveTo(left * x, top * y); } else { pen.lineTo(left * x, top * y); } });
    pen.closePath();
    pen.setLineDash(seat.by === 'machine' ? [8, 5] : []);
    pen.lineWidth = seat.sev === undefined ? 1 : 3;
    pen.strokeStyle = seat.sev === 'alarm' ? '#ff5d50' : seat.sev === 'watch' ? '#f0b13a' : 'rgb(255 255 255 / .55)';
    pen.stroke();
    pen.font = '600 13px "Noto Sans", sans-serif';
    const width = pen.measureText(seat.id).width + 8;
    pen.fillStyle = 'rgb(0 0 0 / .72)';
    pen.fillRect(first[0] * x, first[1] * y, width, 18);
    pen.fillStyle = '#fff';
    pen.fillText(seat.id, first[0] * x + 4, first[1] * y + 14);
  }
}

customElements.define('ep-live', EpLive);
