/** One recorded piece that waits for the hub. */
export interface Piece {
  /** Its place in the line, given by the database. */
  readonly id?: number;
  readonly sitting: string;
  readonly stream: string;
  readonly segment: number;
  readonly seq: number;
  readonly tab: string;
  readonly from: number;
  readonly to: number;
  readonly sha256: string;
  readonly bytes: ArrayBuffer;
}

export interface Waiting {
  readonly count: number;
  readonly bytes: number;
  /** When the oldest was recorded; absent where nothing waits. */
  readonly since?: number;
}

const name = 'edgeproctoring-exam';
const store = 'pieces';
/** About an hour of everything; beyond it pictures are given up first, since the video shows the same. */
const mostBytes = 512 * 1024 * 1024;

/** Everything recorded goes through this one line on the computer's disk, and leaves it when the hub holds it. */
export class Spool {
  private count = 0;
  private bytes = 0;

  private constructor(private readonly database: IDBDatabase, private readonly sitting: string) {}

  static async open(sitting: string, factory: IDBFactory = indexedDB): Promise<Spool> {
    const request = factory.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: 'id', autoIncrement: true }).createIndex('sitting', 'sitting');
    const spool = new Spool(await result(request), sitting);
    await spool.recount();
    return spool;
  }

  /** Keeps a piece; false where there is no room and it is of the kind that is given up. */
  async add(piece: Piece): Promise<boolean> {
    if (this.bytes + piece.bytes.byteLength > mostBytes && piece.stream === 'pictures') {
      return false;
    }
    await this.run('readwrite', (pieces) => pieces.add(piece));
    this.count++;
    this.bytes += piece.bytes.byteLength;
    return true;
  }

  /** The piece that waits longest. */
  async first(): Promise<Piece | undefined> {
    const cursor = await this.run('readonly', (pieces) => pieces.index('sitting').openCursor(IDBKeyRange.only(this.sitting)));
    return cursor === null ? undefined : cursor.value as Piece;
  }

  async remove(piece: Piece): Promise<void> {
    await this.run('readwrite', (pieces) => pieces.delete(piece.id!));
    this.count--;
    this.bytes -= piece.bytes.byteLength;
  }

  async waiting(): Promise<Waiting> {
    const first = await this.first();
    return { count: this.count, bytes: this.bytes, ...(first === undefined ? {} : { since: first.from }) };
  }

  close(): void {
    this.database.close();
  }

  private async recount(): Promise<void> {
    let [count, bytes] = [0, 0];
    await new Promise<void>((done, failed) => {
      const request = this.database.transaction(store, 'readonly').objectStore(store).index('sitting').openCursor(IDBKeyRange.only(this.sitting));
      request.onerror = () => failed(request.error);
      request.onsuccess = () => {
        const cursor = request.result;
        if (cursor === null) {
          done();
          return;
        }
        count++;
        bytes += (cursor.value as Piece).bytes.byteLength;
        cursor.continue();
      };
    });
    [this.count, this.bytes] = [count, bytes];
  }

  // Done when the transaction is on the disk, not when the request is accepted.
  private run<T>(mode: IDBTransactionMode, work: (pieces: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const transaction = this.database.transaction(store, mode, { durability: 'strict' });
    const request = work(transaction.objectStore(store));
    return new Promise((done, failed) => {
      transaction.oncomplete = () => done(request.result);
      transaction.onerror = transaction.onabort = () => failed(transaction.error ?? request.error);
    });
  }
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

export async function sha256(bytes: ArrayBuffer): Promise<string> {
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
