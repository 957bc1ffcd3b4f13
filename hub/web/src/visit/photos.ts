const database = 'ep-visits';
const table = 'photos';
const longest = 1600;
const quality = 0.8;

/** The photos of visits that are not sent yet, on this phone. */
export class Photos {
  private readonly open = new Promise<IDBDatabase>((done, failed) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(table);
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(new Error('The phone keeps no photos here.'));
  });

  async put(sha: string, jpeg: Blob): Promise<void> {
    await this.ask('readwrite', (store) => store.put(jpeg, sha));
  }

  async get(sha: string): Promise<Blob | undefined> {
    return await this.ask('readonly', (store) => store.get(sha)) as Blob | undefined;
  }

  async delete(sha: string): Promise<void> {
    await this.ask('readwrite', (store) => store.delete(sha));
  }

  private async ask(mode: IDBTransactionMode, what: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    const base = await this.open;
    return new Promise((done, failed) => {
      const request = what(base.transaction(table, mode).objectStore(table));
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error ?? new Error('not kept'));
    });
  }
}

/** Makes a photo small enough to send, without what the phone wrote into it (place, device). */
export async function shrink(file: Blob): Promise<{ jpeg: Blob; sha: string }> {
  const picture = await createImageBitmap(file);
  const share = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.round(picture.width * share), Math.round(picture.height * share));
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality });
  return { jpeg, sha: await shaOf(jpeg) };
}

async function shaOf(blob: Blob): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
