import { expect, test } from 'vitest';
import { place } from '../src/wall/layout';
import { room, seat } from './builders';

test('puts the far row on top and goes from left to right as the camera sees it', () => {
  const grid = place(room({ seats: [seat('b', 1, 900), seat('a', 1, 100), seat('d', 2, 700), seat('c', 2, 300)] }));
  expect(grid.seats.map((placed) => [placed.seat.id, placed.row, placed.column])).toEqual([['c', 1, 1], ['d', 1, 2], ['a', 2, 1], ['b', 2, 2]]);
});

test('keeps the gap of a shorter row where it is in the picture', () => {
  const full = [100, 200, 300, 400, 500].map((x, at) => seat(`f${at}`, 1, x));
  const grid = place(room({ seats: [...full, seat('l', 2, 200), seat('m', 2, 240), seat('r', 2, 400)] }));
  expect(grid.seats.filter((placed) => placed.row === 1).map((placed) => placed.column)).toEqual([1, 2, 5]);
  expect(grid.columns).toBe(5);
});

test('does not depend on the order in which seats come', () => {
  const seats = [100, 200, 300, 400].flatMap((x, at) => [seat(`a${at}`, 1, x), seat(`b${at}`, 2, x)]);
  const placed = (given: typeof seats): unknown => Object.fromEntries(place(room({ seats: given })).seats.map((one) => [one.seat.id, [one.row, one.column]]));
  expect(placed([...seats].reverse())).toEqual(placed(seats));
});
