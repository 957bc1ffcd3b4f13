import { describe, expect, it } from 'vitest';
import type { Piece, Spool } from '../../src/exam/spool';
import { pauseAfter, Uploader, verdictOn } from '../../src/exam/uploader';

describe('an answer', () => {
  it.each([
    [201, '', 'held'], [409, '', 'held'], [422, 'hash', 'again'], [422, 'differs', 'never'], [422, 'segment', 'never'], [413, 'size', 'never'], [410, 'late', 'never'],
    [400, 'malformed', 'never'], [400, '', 'again'], [401, '', 'again'], [404, '', 'again'], [500, '', 'again'], [503, '', 'again'], [0, '', 'again'],
  ])('of %i %s means %s', (status, code, verdict) => expect(verdictOn(status, code, 0)).toBe(verdict));

  it('about a wrong hash is believed the third time', () => expect(verdictOn(422, 'hash', 3)).toBe('never'));
});

it('waits longer with each failure, but never longer than a quarter of a minute and a bit', () => {
  const pauses = [1, 2, 3, 4, 5, 20].map((failures) => pauseAfter(failures, 0.5));
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  expect(pauseAfter(20, 1)).toBeLessThan(20_000);
});

describe('the uploader', () => {
  it('sends every piece in order and forgets it only when the hub holds it', async () => {
    const line = new Line(3);
    const sent: string[] = [];
    const answers = [0, 503, 201, 409, 201];
    const uploader = new Uploader(line.asSpool(), { put: (piece) => { sent.push(`${piece.seq}`); return Promise.resolve({ status: answers.shift()!, code: '' }); } }, () => undefined, () => 0);
    for (let failure = 0; failure < 3; failure++) {
      uploader.wake();
      await settled();
    }
    expect(sent).toEqual(['0', '0', '0', '1', '2']);
    expect(line.pieces).toHaveLength(0);
    expect(uploader.state).toMatchObject({ failures: 0, refused: 0, savedTo: 2 });
  });

  it('counts what the hub will never take, and goes on', async () => {
    const line = new Line(2);
    const answers = [{ status: 422, code: 'differs' }, { status: 201, code: '' }];
    const uploader = new Uploader(line.asSpool(), { put: () => Promise.resolve(answers.shift()!) }, () => undefined);
    uploader.wake();
    await settled();
    expect(uploader.state).toMatchObject({ refused: 1, savedTo: 1 });
    expect(line.pieces).toHaveLength(0);
  });
});

class Line {
  pieces: Piece[];

  constructor(count: number) {
    this.pieces = Array.from({ length: count }, (_, at) => ({ id: at, sitting: 's', stream: 'webcam', segment: 1, seq: at, tab: 't', from: at, to: at, sha256: '', bytes: new ArrayBuffer(1) }));
  }

  asSpool(): Spool {
    return { first: () => Promise.resolve(this.pieces[0]), remove: () => { this.pieces.shift(); return Promise.resolve(); } } as unknown as Spool;
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) {
    await Promise.resolve();
  }
}
