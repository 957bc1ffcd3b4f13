import { afterEach, expect, test, vi } from 'vitest';
import { Acting } from '../src/wall/acting';
import { inverse, lacks, possible, take, type Target } from '../src/wall/acts';
import type { Room, Seat } from '../src/wall/model';
import { Words } from '../src/wall/words';

const seat: Seat = { id: '4', name: 'Anna', row: 1, x: 1, y: 1, box: [0, 0, 1, 1], sitting: 'e.r.4' };
const room: Room = { kind: 'room', exam: 'e', room: 'r', name: 'R', title: 'Exam', from: 0, to: 1, seats: [seat] };
const one: Target = { kind: 'seat', room, seat };

afterEach(() => vi.unstubAllGlobals());

test('offers what is possible for one, a room and an exam', () => {
  expect(possible(one, true, false)).toEqual(['warn', 'pause', 'extra-time', 'terminate']);
  expect(possible({ ...one, seat: { ...seat, state: 'paused' } }, true, false)).toContain('resume');
  expect(possible({ ...one, seat: { ...seat, state: 'done' } }, true, false)).toEqual([]);
  expect(possible({ ...one, room: { ...room, room: 'remote' } }, true, false)[0]).toBe('message');
  expect(possible(one, false, false)).toEqual([]);
  expect(possible({ kind: 'exam', room }, true, false)).toEqual([]);
  expect(possible({ kind: 'exam', room }, false, true)).toContain('extra-time');
});

test('wants a reason for all but going on, and minutes for more time', () => {
  expect(lacks({ act: 'terminate', reason: ' ', minutes: 0 })).toBe('reason');
  expect(lacks({ act: 'resume', reason: '', minutes: 0 })).toBeUndefined();
  expect(lacks({ act: 'extra-time', reason: 'late start', minutes: 0 })).toBe('minutes');
  expect(lacks({ act: 'extra-time', reason: 'late start', minutes: 15 })).toBeUndefined();
  expect(inverse('pause')).toBe('resume');
  expect(inverse('terminate')).toBeUndefined();
});

test('sends each act to where it belongs', async () => {
  const asked: [string, unknown][] = [];
  vi.stubGlobal('fetch', async (path: string, request: RequestInit) => { asked.push([path, JSON.parse(String(request.body))]); return new Response(null, { status: 201 }); });
  await take(one, { act: 'warn', reason: ' Keep quiet ', minutes: 10 }, 't');
  await take({ kind: 'room', room }, { act: 'extra-time', reason: 'power cut', minutes: 5 }, 't');
  await take({ kind: 'exam', room }, { act: 'resume', reason: '', minutes: 10 }, 't');
  expect(asked).toEqual([
    ['/api/v1/exams/e/sittings/e.r.4/steps', { step: 'warn', reason: 'Keep quiet' }],
    ['/api/v1/exams/e/rooms/r/steps', { step: 'extra-time', minutes: 5, reason: 'power cut' }],
    ['/api/v1/exams/e/steps', { step: 'resume' }],
  ]);
});

test('asks for the password where the hub wants a proof, and then does what was wanted', async () => {
  const acting = new Acting({ token: 't', words: new Words('en', {}), say: () => {}, now: () => 0, changed: () => {} });
  let tries = 0;
  const wanted = acting.ask(async () => (++tries === 1 ? { ok: false, needsProof: true, why: 'proof-needed' } : { ok: true }));
  await vi.waitFor(() => expect(acting.proof).toBeDefined());
  vi.stubGlobal('fetch', async () => new Response('{}', { status: 401 }));
  await acting.prove('wrong');
  expect(acting.proof?.refused).toBe(true);
  vi.stubGlobal('fetch', async () => new Response(null, { status: 204 }));
  await acting.prove('right');
  expect(await wanted).toEqual({ ok: true });
  expect(acting.proof).toBeUndefined();
  expect(tries).toBe(2);
});

test('offers to go on again for five seconds after a pause', async () => {
  const said: string[] = [];
  const bodies: unknown[] = [];
  vi.stubGlobal('fetch', async (_: string, request: RequestInit) => { bodies.push(JSON.parse(String(request.body))); return new Response(null, { status: 201 }); });
  const acting = new Acting({ token: 't', words: new Words('en', { 'act.mistake': 'Taken back' }), say: (text) => said.push(text), now: () => 1000, changed: () => {} });
  acting.choose(one);
  acting.begin('pause');
  await acting.send(one, 'Anna');
  expect(bodies).toEqual([]);
  acting.change({ act: 'pause', reason: 'fire alarm', minutes: 10 });
  await acting.send(one, 'Anna');
  expect(acting.toast?.until).toBe(6000);
  acting.toast?.back();
  await vi.waitFor(() => expect(bodies).toEqual([{ step: 'pause', reason: 'fire alarm' }, { step: 'resume', reason: 'Taken back' }]));
});
