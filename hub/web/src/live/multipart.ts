/** One picture of a live answer, and when the node took it (milliseconds since 1970). */
export interface LivePart {
  readonly jpeg: Uint8Array;
  readonly at: number;
}

const most = 4_000_000;
const headEnd = [13, 10, 13, 10] as const;

/** Cuts the hub's endless answer into pictures. Bytes come in any pieces; only the newest whole picture of a piece counts. */
export class MultipartReader {
  private bytes = new Uint8Array(0);

  take(piece: Uint8Array): LivePart | undefined {
    const joined = new Uint8Array(this.bytes.length + piece.length);
    joined.set(this.bytes);
    joined.set(piece, this.bytes.length);
    this.bytes = joined;
    let newest: LivePart | undefined;
    for (let part = this.next(); part !== undefined; part = this.next()) {
      newest = part;
    }
    if (this.bytes.length > most) {
      throw new Error('a part without an end');
    }
    return newest;
  }

  private next(): LivePart | undefined {
    const end = this.endOfHead();
    if (end < 0) {
      return undefined;
    }
    const head = new TextDecoder('latin1').decode(this.bytes.subarray(0, end));
    const length = Number(/content-length:\s*(\d+)/i.exec(head)?.[1] ?? 'x');
    if (!Number.isInteger(length) || length > most) {
      throw new Error('a part without a length');
    }
    if (this.bytes.length < end + length) {
      return undefined;
    }
    const jpeg = this.bytes.slice(end, end + length);
    this.bytes = this.bytes.slice(end + length);
    return { jpeg, at: Number(/x-at:\s*(\d+)/i.exec(head)?.[1] ?? 0) };
  }

  private endOfHead(): number {
    for (let at = 0; at + 4 <= this.bytes.length; at++) {
      if (headEnd.every((byte, offset) => this.bytes[at + offset] === byte)) {
        return at + 4;
      }
    }
    return -1;
  }
}
