import { expect, it } from 'vitest';
import { shareFor } from '../../src/exam/recorder';
import { savingOf } from '../../src/exam/saving';
import { Words } from '../../src/exam/words';

const words = new Words('en', {
  'saving.saved': 'saved to {0}', 'saving.recording': 'recording', 'saving.offline': 'offline, {0} here', 'saving.behind': 'behind, {0}', 'saving.signedOut': 'signed out, {0}',
  'saving.full': 'no room, {0}', 'saving.idle': 'not recording', 'saving.sending': 'not recording, {0} left',
});
const well = { failures: 0, refused: 0, signedOut: false };

it.each([
  [well, { count: 1, bytes: 1, since: 99_000 }, true, 0, 'recording', 'recording'],
  [well, { count: 9, bytes: 1, since: 60_000 }, true, 0, 'behind', 'behind, 9'],
  [{ ...well, failures: 1 }, { count: 5, bytes: 1, since: 99_000 }, true, 0, 'offline', 'offline, 5 here'],
  [{ ...well, failures: 2, signedOut: true }, { count: 5, bytes: 1 }, true, 0, 'signedOut', 'signed out, 5'],
  [well, { count: 5, bytes: 1 }, true, 3, 'full', 'no room, 3'],
  [well, { count: 0, bytes: 0 }, false, 0, 'notRecording', 'not recording'],
  [well, { count: 2, bytes: 1 }, false, 0, 'notRecording', 'not recording, 2 left'],
])('says the truth of %o, %o', (upload, waiting, recording, lost, kind, text) => {
  expect(savingOf(upload, waiting, recording, lost, 100_000, words)).toEqual({ kind, text });
});

it('adds up to when the hub holds it', () => {
  expect(savingOf({ ...well, savedTo: 0 }, { count: 0, bytes: 0 }, true, 0, 0, words).text).toMatch(/^recording · saved to \d/);
});

it('gives the video fewer bits while the queue is old', () => expect([0, 20_000, 60_000].map(shareFor)).toEqual([1, 0.6, 0.35]));
