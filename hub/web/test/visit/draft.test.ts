import { expect, test } from 'vitest';
import { difference, emptyDraft, load, missing, save, signature, waiting } from '../../src/visit/draft';
import { send, type PhotoShelf } from '../../src/visit/outbox';

class Memory implements Storage {
  private readonly kept = new Map<string, string>();
  get length(): number { return this.kept.size; }
  key(at: number): string | null { return [...this.kept.keys()][at] ?? null; }
  getItem(key: string): string | null { return this.kept.get(key) ?? null; }
  setItem(key: string, value: string): void { this.kept.set(key, value); }
  removeItem(key: string): void { this.kept.delete(key); }
  clear(): void { this.kept.clear(); }
}

class Shelf implements PhotoShelf {
  readonly photos = new Map([['sha-1', new Blob(['photo'])]]);
  async get(sha: string): Promise<Blob | undefined> { return this.photos.get(sha); }
  async delete(sha: string): Promise<void> { this.photos.delete(sha); }
}

const signed = { ...emptyDraft('v-1'), result: 'irregular' as const, note: ' two phones ', photos: [{ sha: 'sha-1', at: 1 }], done: 5 };

test('asks for a result, and for a sentence where it is no good one', () => {
  expect(missing(emptyDraft('v'))).toBe('result');
  expect(missing({ ...emptyDraft('v'), result: 'conforms' })).toBeUndefined();
  expect(missing({ ...emptyDraft('v'), result: 'irregular', note: '  ' })).toBe('note');
  expect(missing({ ...emptyDraft('v'), result: 'skipped', note: 'called away' })).toBeUndefined();
});

test('compares a count only where somebody counted', () => {
  expect(difference(undefined, 28)).toBeUndefined();
  expect(difference(27, 28)).toBe(-1);
});

test('keeps what was written over a reload, and finds what is signed but not sent', () => {
  const store = new Memory();
  save(store, signed);
  save(store, emptyDraft('v-2'));
  expect(load(store, 'v-1').note).toBe(' two phones ');
  expect(load(store, 'v-3')).toEqual(emptyDraft('v-3'));
  expect(waiting(store).map((draft) => draft.visit)).toEqual(['v-1']);
});

test('keeps everything while the network is away, then sends photos first and forgets', async () => {
  const [store, shelf, asked] = [new Memory(), new Shelf(), [] as string[]];
  save(store, signed);
  expect(await send(signed, 't', shelf, store, () => Promise.reject(new TypeError('network')))).toBe('offline');
  expect(waiting(store)).toHaveLength(1);
  const hub = (async (address: string, request: RequestInit) => {
    asked.push(`${request.method} ${address}`);
    return request.method === 'PUT' ? Response.json({ picture: 'piece-1' }) : (expect(JSON.parse(String(request.body))).toMatchObject({ note: 'two phones', pictures: ['piece-1'], done: 5 }), new Response(null, { status: 204 }));
  }) as typeof fetch;
  expect(await send(load(store, 'v-1'), 't', shelf, store, hub)).toBe('sent');
  expect(asked).toEqual(['PUT /spot-checks/v-1/pictures/sha-1', 'POST /spot-checks/v-1/signature']);
  expect(waiting(store)).toHaveLength(0);
  expect(shelf.photos.size).toBe(0);
});

test('does not send a photo twice after a cut, and says why the hub refuses', async () => {
  const [store, shelf, puts] = [new Memory(), new Shelf(), [] as string[]];
  const cut = (async (address: string, request: RequestInit) => {
    if (request.method === 'PUT') {
      puts.push(address);
      return Response.json({ picture: 'piece-1' });
    }
    return new Response(null, { status: 503 });
  }) as typeof fetch;
  expect(await send(signed, 't', shelf, store, cut)).toBe('offline');
  expect(await send(load(store, 'v-1'), 't', shelf, store, cut)).toBe('offline');
  expect(puts).toHaveLength(1);
  const refusing = (async () => Response.json({ detail: 'signed already' }, { status: 409 })) as unknown as typeof fetch;
  expect(await send(load(store, 'v-1'), 't', shelf, store, refusing)).toEqual({ refused: 'signed already' });
});

test('signs with what is there alone', () => {
  expect(signature({ ...emptyDraft('v'), result: 'conforms', done: 7 })).toEqual({ result: 'conforms', checks: {}, done: 7, pictures: [], examinees: undefined, staff: undefined, strangers: undefined });
});
