import { expect, test } from 'vitest';
import { crop } from '../src/wall/crop';
import { incident, room, seat } from './builders';

const hall = room({ seats: [{ ...seat('1', 1, 0), box: [1000, 2000, 2000, 4000] }, { ...seat('2', 1, 0), box: [2500, 2000, 3500, 4000] }] });

test('shows the seat with some of what is around it', () => {
  expect(crop(incident({ seats: ['1'] }), hall)).toBe('inset(17.00% 77.00% 57.00% 7.00%)');
});

test('shows both seats of a pair and never leaves the picture', () => {
  expect(crop(incident({ seats: ['1', '2'] }), hall)).toBe('inset(16.25% 61.25% 56.25% 6.25%)');
  expect(crop(incident({ seats: ['1'] }), room({ seats: [{ ...seat('1', 1, 0), box: [0, 0, 10_000, 10_000] }] }))).toBe('inset(0.00% 0.00% 0.00% 0.00%)');
});

test('shows the whole picture where no seat is named', () => {
  expect(crop(incident({ seats: [] }), hall)).toBeUndefined();
});
