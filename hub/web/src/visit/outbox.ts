import { forget, save, signature, type Draft } from './draft';

export type Sent = 'sent' | 'offline' | { readonly refused: string };

/** Where photos wait; the real one is on the phone's disk. */
export interface PhotoShelf {
  get(sha: string): Promise<Blob | undefined>;
  delete(sha: string): Promise<void>;
}

/** Sends a signed visit: photos first, then the signature. Doing it again is harmless. */
export async function send(draft: Draft, token: string, shelf: PhotoShelf, store: Storage, ask: typeof fetch): Promise<Sent> {
  const headers = { 'X-Forgery-Token': token };
  const address = `/spot-checks/${encodeURIComponent(draft.visit)}`;
  let left = draft;
  try {
    for (const photo of draft.photos.filter((one) => one.piece === undefined)) {
      const jpeg = await shelf.get(photo.sha);
      if (jpeg === undefined) {
        left = { ...left, photos: left.photos.filter((one) => one.sha !== photo.sha) };
        continue;
      }
      const reply = await ask(`${address}/pictures/${photo.sha}`, { method: 'PUT', headers: { ...headers, 'Content-Type': 'image/jpeg' }, body: jpeg });
      if (!reply.ok) {
        return await refusal(reply);
      }
      const { picture } = await reply.json() as { picture: string };
      left = { ...left, photos: left.photos.map((one) => (one.sha === photo.sha ? { ...one, piece: picture } : one)) };
      save(store, left);
    }
    const reply = await ask(`${address}/signature`, { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(signature(left)) });
    if (!reply.ok) {
      return await refusal(reply);
    }
  } catch {
    return 'offline';
  }
  forget(store, draft.visit);
  await Promise.all(draft.photos.map((photo) => shelf.delete(photo.sha)));
  return 'sent';
}

async function refusal(reply: Response): Promise<Sent> {
  if (reply.status >= 500) {
    return 'offline'; // The hub restarts: what is kept here goes out later.
  }
  const problem = await reply.json().catch(() => ({})) as { detail?: string; title?: string };
  return { refused: problem.detail ?? problem.title ?? String(reply.status) };
}
