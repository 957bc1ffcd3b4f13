import type { Waiting } from './spool';
import type { UploadState } from './uploader';
import type { Words } from './words';

/** What the student reads about the recording: quiet, and true. */
export interface Saving {
  readonly kind: 'recording' | 'behind' | 'offline' | 'signedOut' | 'full' | 'notRecording';
  readonly text: string;
}

const behindAfter = 15_000;

/** The state line: what is recorded, up to when the hub holds it, and where the rest is meanwhile. */
export function savingOf(upload: UploadState, waiting: Waiting, recording: boolean, lost: number, now: number, words: Words): Saving {
  const saved = upload.savedTo === undefined ? '' : words.of('saving.saved', words.time(upload.savedTo));
  const say = (kind: Saving['kind'], text: string): Saving => ({ kind, text: [text, saved].filter((part) => part.length > 0).join(' · ') });
  if (upload.signedOut) {
    return say('signedOut', words.of('saving.signedOut', waiting.count));
  }
  if (lost > 0) {
    return say('full', words.of('saving.full', lost));
  }
  if (upload.failures > 0) {
    return say('offline', words.of('saving.offline', waiting.count));
  }
  if (!recording) {
    return say('notRecording', words.of(waiting.count > 0 ? 'saving.sending' : 'saving.idle', waiting.count));
  }
  return waiting.since !== undefined && now - waiting.since > behindAfter ? say('behind', words.of('saving.behind', waiting.count)) : say('recording', words.of('saving.recording'));
}
