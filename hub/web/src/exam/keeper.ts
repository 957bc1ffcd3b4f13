import { sha256, type Spool } from './spool';
import type { Uploader } from './uploader';

/** Numbers what this life of the page records, stream by stream, and puts it into the line. Order within a stream is kept. */
export class Keeper {
  /** Pieces that found no room on the computer. */
  lost = 0;
  private readonly next = new Map<string, number>();
  private tail: Promise<unknown> = Promise.resolve();

  constructor(private readonly sitting: string, private readonly segment: number, private readonly tab: string,
    private readonly spool: Spool, private readonly uploader: Pick<Uploader, 'wake'>) {}

  /** Keeps bytes of a stream; answers with `segment/seq` once they are on the disk. */
  keep(stream: string, bytes: Blob | ArrayBuffer, from: number, to: number): Promise<string> {
    const seq = this.next.get(stream) ?? 0;
    this.next.set(stream, seq + 1);
    const kept = this.tail.then(() => this.store(stream, seq, bytes, from, to));
    this.tail = kept.catch(() => undefined);
    return kept;
  }

  private async store(stream: string, seq: number, data: Blob | ArrayBuffer, from: number, to: number): Promise<string> {
    const bytes = data instanceof Blob ? await data.arrayBuffer() : data;
    const piece = { sitting: this.sitting, stream, segment: this.segment, seq, tab: this.tab, from, to, sha256: await sha256(bytes), bytes };
    const kept = await this.spool.add(piece).catch(() => false);
    this.lost += kept ? 0 : 1;
    this.uploader.wake();
    return `${this.segment}/${seq}`;
  }
}
