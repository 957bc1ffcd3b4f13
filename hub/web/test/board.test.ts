import { expect, test } from 'vitest';
import { apply, emptyBoard, incidents, rooms } from '../src/wall/board';
import type { Update } from '../src/wall/model';
import { incident, room } from './builders';

function update(more: Partial<Update>): Update {
  return { life: 'a', revision: 1, now: 0, whole: false, items: {}, ...more };
}

test('takes a snapshot, then changes, then what is gone', () => {
  let board = apply(emptyBoard, update({ whole: true, revision: 3, items: { 'room:e/204': room(), 'incident:1': incident({ id: '1' }) } }));
  board = apply(board, update({ revision: 4, items: { 'incident:1': incident({ id: '1', state: 'confirmed' }) } }));
  expect(incidents(board)[0]?.state).toBe('confirmed');
  board = apply(board, update({ revision: 5, items: { 'incident:1': null } }));
  expect(incidents(board)).toEqual([]);
  expect(rooms(board)).toHaveLength(1);
});

test('ignores changes of an earlier revision or another life', () => {
  const board = apply(emptyBoard, update({ whole: true, revision: 3 }));
  expect(apply(board, update({ revision: 2, items: { 'room:e/204': room() } }))).toBe(board);
  expect(apply(board, update({ life: 'b', revision: 9, items: { 'room:e/204': room() } }))).toBe(board);
});
