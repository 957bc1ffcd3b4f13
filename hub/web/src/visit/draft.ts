export type Result = 'conforms' | 'irregular' | 'skipped';

export interface Photo {
  readonly sha: string;
  readonly at: number;
  /** The hub's name of it, once it is there. */
  readonly piece?: string;
}

/** What the visitor has written down so far. It lives on the phone until the hub has it. */
export interface Draft {
  readonly visit: string;
  readonly result?: Result;
  readonly note: string;
  readonly examinees?: number;
  readonly staff?: number;
  readonly strangers?: number;
  readonly checks: Readonly<Record<string, boolean>>;
  readonly photos: readonly Photo[];
  /** Signed then, on the hub's clock; only sending is left. */
  readonly done?: number;
}

const beginning = 'ep-visit:';

export function emptyDraft(visit: string): Draft {
  return { visit, note: '', checks: {}, photos: [] };
}

/** What is still to be filled in before signing; nothing where it can be signed. */
export function missing(draft: Draft): 'result' | 'note' | undefined {
  return draft.result === undefined ? 'result' : draft.result !== 'conforms' && draft.note.trim() === '' ? 'note' : undefined;
}

/** By how many the count differs from what should be there; undefined where nobody counted. */
export function difference(counted: number | undefined, expected: number): number | undefined {
  return counted === undefined ? undefined : counted - expected;
}

export function signature(draft: Draft): object {
  const { result, examinees, staff, strangers, checks, done } = draft;
  const note = draft.note.trim();
  return { result, ...(note === '' ? {} : { note }), examinees, staff, strangers, checks, done, pictures: draft.photos.map((photo) => photo.piece) };
}

export function load(store: Storage, visit: string): Draft {
  try {
    const kept = JSON.parse(store.getItem(beginning + visit) ?? 'null') as Draft | null;
    return kept?.visit === visit ? { ...emptyDraft(visit), ...kept } : emptyDraft(visit);
  } catch {
    return emptyDraft(visit);
  }
}

export function save(store: Storage, draft: Draft): void {
  store.setItem(beginning + draft.visit, JSON.stringify(draft));
}

export function forget(store: Storage, visit: string): void {
  store.removeItem(beginning + visit);
}

/** The visits that are signed and not yet sent. */
export function waiting(store: Storage): Draft[] {
  return Array.from({ length: store.length }, (_, at) => store.key(at)).filter((key): key is string => key?.startsWith(beginning) === true)
    .map((key) => load(store, key.slice(beginning.length))).filter((draft) => draft.done !== undefined);
}
