/** One stream's recorder: pieces of a few seconds, each with the time that it covers. */
export interface Recorded {
  readonly stream: string;
  readonly source: MediaStream;
  readonly mediaType: string;
  readonly bitsPerSecond: number;
}

const pieceMs = 3_000;

export class Recorder {
  private recorder: MediaRecorder | undefined;
  private from = 0;

  constructor(private readonly what: Recorded, private readonly now: () => number, private readonly keep: (blob: Blob, from: number, to: number) => void) {}

  /** Begins, or begins anew at another share of the bits. The hub knows a new recording by its header. */
  start(share = 1): void {
    this.stop();
    const recorder = new MediaRecorder(this.what.source, {
      mimeType: this.what.mediaType,
      ...(this.what.mediaType.startsWith('audio') ? { audioBitsPerSecond: this.what.bitsPerSecond } : { videoBitsPerSecond: Math.round(this.what.bitsPerSecond * share) }),
    });
    this.from = this.now();
    recorder.ondataavailable = (event) => this.take(event.data);
    recorder.start(pieceMs);
    this.recorder = recorder;
  }

  get isRunning(): boolean {
    return this.recorder?.state === 'recording';
  }

  /** Ends; what is still in the recorder comes as a last piece. */
  stop(): void {
    if (this.recorder !== undefined && this.recorder.state !== 'inactive') {
      this.recorder.stop();
    }
    this.recorder = undefined;
  }

  private take(blob: Blob): void {
    const to = this.now();
    if (blob.size > 0) {
      this.keep(blob, this.from, to);
      this.from = to;
    }
  }
}

/** What share of its bits the video gets when the oldest waiting piece is so old: the queue must not grow for ever. */
export function shareFor(ageMs: number): number {
  return ageMs < 20_000 ? 1 : ageMs < 60_000 ? 0.6 : 0.35;
}
