import { expect, test } from 'vitest';
import { hold, isDecided, queue, seconds } from '../src/wall/queue';
import { incident } from './builders';

const now = 100_000;

test('puts red before amber, running before past, and longer before shorter', () => {
  const items = queue([
    incident({ id: 'amber', sev: 'watch', open: true }),
    incident({ id: 'short', from: 0, to: 2_000 }),
    incident({ id: 'long', from: 0, to: 9_000 }),
    { ...incident({ id: 'runs', open: true, from: 99_000 }), to: undefined } as never,
  ], now);
  expect(items.map((item) => item.incident.id)).toEqual(['runs', 'long', 'short', 'amber']);
});

test('never holds equipment, grace or what an aid allows', () => {
  expect(queue([incident({ scope: 'equipment', sev: 'tech' }), incident({ id: 'q', quiet: true })], now)).toEqual([]);
});

test('makes one line of two seats of one event', () => {
  const pair = { scope: 'pair', seats: ['1', '2'] } as const;
  expect(queue([incident({ id: 'a', ...pair }), incident({ id: 'b', ...pair, seats: ['2', '1'] })], now)).toHaveLength(1);
});

test('lets a decided item go after the time to undo it', () => {
  const decided = incident({ state: 'confirmed', at: now - 4_000 });
  expect(queue([decided], now)).toHaveLength(1);
  expect(queue([decided], now + 2_000)).toHaveLength(0);
});

test('keeps what was judged judged, and brings what goes on after it back as new', () => {
  const running = { ...incident({ state: 'partly', open: true, from: 0, at: now - 9_000 }), to: undefined } as never;
  expect(isDecided(running, now)).toBe(true);
  expect(queue([running], now)).toHaveLength(0);
  const rest = queue([running], now + 3_000);
  expect(rest).toHaveLength(1);
  expect(seconds(rest[0]!.incident, now + 3_000)).toBe(12);
  expect(isDecided(running, now + 3_000)).toBe(false);
});

test('asks nobody about a rest that is too short to see, and puts a rest behind what nobody has judged', () => {
  expect(queue([incident({ state: 'partly', at: now - 30_000, to: now - 27_000 })], now)).toHaveLength(0);
  const line = queue([incident({ id: 'rest', state: 'partly', at: now - 30_000, to: now }), incident({ id: 'new', from: 90_000, to: 91_000 })], now);
  expect(line.map((item) => item.incident.id)).toEqual(['new', 'rest']);
});

test('hides what somebody put off until its time comes', () => {
  const later = incident({ snoozed: now + 60_000 });
  expect(queue([later], now)).toHaveLength(0);
  expect(queue([later], now + 60_000)).toHaveLength(1);
});

test('moves nothing while it is held, and counts what is new', () => {
  const held = hold(['b', 'a'], queue([incident({ id: 'a' }), incident({ id: 'b', to: 1_000 }), incident({ id: 'c' })], now));
  expect(held.items.map((item) => item.key)).toEqual(['b', 'a']);
  expect(held.more).toBe(1);
});

test('counts the seconds of what goes on by the hub\'s clock', () => {
  expect(seconds({ ...incident({ open: true, from: 90_000 }), to: undefined } as never, now)).toBe(10);
});
