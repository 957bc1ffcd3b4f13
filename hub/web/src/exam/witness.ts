/** What the page saw, as the hub reads it (PageEvents in the hub). */
export interface PageEvent {
  readonly id: string;
  readonly kind: string;
  readonly from: number;
  readonly to?: number;
  readonly label?: string;
  readonly count?: number;
}

const pasteLabel = (length: number): string => `${length} characters`;

/** Keeps what goes on: a span is told when it begins and told again, under the same id, when it ends. */
export class EventBook {
  private readonly open = new Map<string, PageEvent>();
  private told: PageEvent[] = [];

  constructor(private readonly now: () => number, private readonly newId: () => string = () => crypto.randomUUID()) {}

  /** Something goes on, or no longer does. */
  span(kind: string, isOn: boolean, label?: string): void {
    const known = this.open.get(kind);
    if (isOn && known === undefined) {
      const event = { id: this.newId(), kind, from: Math.round(this.now()), ...(label === undefined ? {} : { label }) };
      this.open.set(kind, event);
      this.told.push(event);
    } else if (!isOn && known !== undefined) {
      this.open.delete(kind);
      this.told.push({ ...known, to: Math.max(known.from, Math.round(this.now())) });
    }
  }

  /** Something that takes no time. */
  point(kind: string, label?: string): void {
    const at = Math.round(this.now());
    this.told.push({ id: this.newId(), kind, from: at, to: at, ...(label === undefined ? {} : { label }) });
  }

  stretch(kind: string, from: number, to: number): void {
    this.told.push({ id: this.newId(), kind, from: Math.round(from), to: Math.round(to) });
  }

  endAll(): void {
    for (const kind of [...this.open.keys()]) {
      this.span(kind, false);
    }
  }

  /** What has not been taken yet. */
  take(): readonly PageEvent[] {
    const told = this.told;
    this.told = [];
    return told;
  }
}

const devtools = 160;

/** Listens to the browser from the OK to the end. Returns how to stop. */
export function watch(book: EventBook): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  const on = (target: EventTarget, type: string, listen: (event: Event) => void): void => target.addEventListener(type, listen, { signal, capture: true });
  on(document, 'visibilitychange', () => book.span('page.hidden', document.hidden));
  on(window, 'blur', () => book.span('page.blur', !innerFrameHasFocus()));
  on(window, 'focus', () => book.span('page.blur', false));
  on(document, 'fullscreenchange', () => book.span('page.fullscreen-left', document.fullscreenElement === null));
  on(document, 'copy', () => book.point('page.copy'));
  on(document, 'cut', () => book.point('page.copy'));
  on(document, 'paste', (event) => book.point('page.paste', pasteLabel((event as ClipboardEvent).clipboardData?.getData('text').length ?? 0)));
  on(window, 'beforeprint', () => book.point('page.print'));
  on(navigator.mediaDevices, 'devicechange', () => book.point('page.devices'));
  on(window, 'resize', () => book.span('page.narrowed', window.outerWidth - window.innerWidth > devtools || window.outerHeight - window.innerHeight > 2 * devtools));
  const display = screen as Screen & { readonly isExtended?: boolean } & EventTarget;
  on(display, 'change', () => book.span('display.extended', display.isExtended === true));
  book.span('page.hidden', document.hidden);
  book.span('display.extended', display.isExtended === true);
  return () => ending.abort();
}

// The questions stand in a frame of this very page: whoever types there has not left.
function innerFrameHasFocus(): boolean {
  return document.activeElement instanceof HTMLIFrameElement && document.hasFocus();
}

/** Follows when the student does anything at all, so that a pack can tell inactivity; told minute by minute. */
export class Activity {
  private from: number | undefined;
  private last = 0;

  constructor(private readonly book: EventBook, private readonly now: () => number) {
    for (const type of ['keydown', 'pointerdown', 'pointermove', 'wheel']) {
      window.addEventListener(type, () => this.moved(), { passive: true, capture: true });
    }
  }

  /** Tells the stretch since the last time, if there was one. */
  tell(): void {
    if (this.from !== undefined) {
      this.book.stretch('page.active', this.from, this.last);
      this.from = undefined;
    }
  }

  private moved(): void {
    this.last = this.now();
    this.from ??= this.last;
  }
}
