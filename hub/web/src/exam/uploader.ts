import type { Hub } from './hub';
import type { Piece, Spool } from './spool';

/** What an answer means for the piece: the hub holds it; try again later; it will never be taken. */
export type Verdict = 'held' | 'again' | 'never';

/** 409 is success: the hub holds the very same piece, and this page missed the answer. */
export function verdictOn(status: number, code: string, tries: number): Verdict {
  if (status === 201 || status === 409) {
    return 'held';
  }
  if (status === 422 && code === 'hash') {
    return tries < 3 ? 'again' : 'never';
  }
  return status === 422 || status === 413 || status === 410 || (status === 400 && code === 'malformed') ? 'never' : 'again';
}

const shortest = 500;
const longest = 15_000;

/** How long to wait after so many failures in a row; a little by chance, so that a hall's worth of homes does not come at once. */
export function pauseAfter(failures: number, chance: number): number {
  return Math.min(longest, shortest * 2 ** Math.min(failures, 10)) * (0.75 + chance / 2);
}

export interface UploadState {
  /** The last piece that the hub said it holds was recorded at this time. */
  readonly savedTo?: number;
  /** Failures in a row; 0 while all goes well. */
  readonly failures: number;
  /** Pieces that the hub will never take. */
  readonly refused: number;
  readonly signedOut: boolean;
}

/** Sends the line's pieces in their order, one at a time, for as long as it takes. */
export class Uploader {
  state: UploadState = { failures: 0, refused: 0, signedOut: false };
  private busy = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;

  constructor(private readonly spool: Spool, private readonly hub: Pick<Hub, 'put'>, private readonly changed: () => void,
    private readonly chance: () => number = Math.random) {}

  /** Something waits, or the network is back. */
  wake(): void {
    clearTimeout(this.timer);
    void this.run();
  }

  private async run(): Promise<void> {
    if (this.busy) {
      return;
    }
    this.busy = true;
    try {
      for (let piece = await this.spool.first(); piece !== undefined; piece = await this.spool.first()) {
        if (!await this.send(piece)) {
          this.timer = setTimeout(() => this.wake(), pauseAfter(this.state.failures, this.chance()));
          break;
        }
      }
    } finally {
      this.busy = false;
    }
  }

  private async send(piece: Piece): Promise<boolean> {
    const { status, code } = await this.hub.put(piece).catch(() => ({ status: 0, code: '' }));
    const verdict = verdictOn(status, code, this.tries);
    if (verdict === 'again') {
      this.tries++;
      this.tell({ ...this.state, failures: this.state.failures + 1, signedOut: status === 401 || (status === 400 && code === '') });
      return false;
    }
    this.tries = 0;
    await this.spool.remove(piece);
    this.tell({
      ...this.state, failures: 0, signedOut: false, refused: this.state.refused + (verdict === 'never' ? 1 : 0),
      ...(verdict === 'held' ? { savedTo: Math.max(piece.to, this.state.savedTo ?? 0) } : {}),
    });
    return true;
  }

  private tell(state: UploadState): void {
    this.state = state;
    this.changed();
  }
}
