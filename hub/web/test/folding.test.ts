import { expect, test } from 'vitest';
import { countsOf, openRooms } from '../src/wall/folding';
import type { Incident, Room, Seat } from '../src/wall/model';

const room = (id: string, seats: number): Room => ({ kind: 'room', exam: 'e', room: id, name: id, title: '', from: 0, to: 1, seats: Array.from({ length: seats }, (_, at) => ({ id: String(at), row: 1, x: 0, y: 0, box: [0, 0, 1, 1] }) as Seat) });
const incident = (room: string, sev: 'alarm' | 'watch'): Incident => ({ exam: 'e', room, sev, scope: 'person', quiet: false, state: 'open' }) as Incident;

test('draws every seat where all fit', () => {
  expect(openRooms([room('1', 30), room('2', 30)], new Map(), new Set()).size).toBe(2);
});

test('folds what needs nobody and keeps the worst room open', () => {
  const rooms = Array.from({ length: 17 }, (_, at) => room(String(at), 30));
  const counts = countsOf(rooms, [incident('3', 'watch'), incident('9', 'alarm'), incident('9', 'watch')], 0);
  expect(counts.get('e/9')).toEqual({ alarms: 1, watches: 1 });
  expect([...openRooms(rooms, counts, new Set())]).toEqual(['e/9', 'e/3']);
  expect([...openRooms(rooms, counts, new Set(['e/5']))]).toContain('e/5');
});

test('never opens more than fits, the worst first', () => {
  const rooms = [room('1', 100), room('2', 100), room('3', 50)];
  const counts = countsOf(rooms, [incident('1', 'watch'), incident('2', 'alarm'), incident('3', 'watch')], 0);
  expect([...openRooms(rooms, counts, new Set())].sort()).toEqual(['e/2', 'e/3']);
});
