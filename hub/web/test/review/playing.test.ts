import { expect, test } from 'vitest';
import { nextOf, shownAt, skipQuiet, tolerance } from '../../src/review/playing';

const track = { name: 'desk', films: [{ id: 'a', from: 1_000, to: 5_000 }, { id: 'b', from: 8_000, to: 9_000 }] };

test('finds the film and the second of a moment, and nothing where nothing was recorded', () => {
  expect(shownAt(track, 3_500)).toEqual({ film: track.films[0], second: 2.5 });
  expect(shownAt(track, 8_000)?.film.id).toBe('b');
  expect(shownAt(track, 6_000)).toBeUndefined();
});

test('leaves out quiet parts but never what a person should see', () => {
  const busy = [{ from: 60_000, to: 70_000 }, { from: 200_000, to: 201_000 }];
  expect(skipQuiet(10_000, busy, 300_000)).toBe(55_000);
  expect(skipQuiet(58_000, busy, 300_000)).toBe(58_000);
  expect(skipQuiet(74_000, busy, 300_000)).toBe(74_000);
  expect(skipQuiet(76_000, busy, 300_000)).toBe(195_000);
  expect(skipQuiet(250_000, busy, 300_000)).toBe(300_000);
});

test('goes from gap to gap and round again', () => {
  const gaps = [{ from: 50, to: 60 }, { from: 10, to: 20 }];
  expect(nextOf(gaps, 0)?.from).toBe(10);
  expect(nextOf(gaps, 10)?.from).toBe(50);
  expect(nextOf(gaps, 50)?.from).toBe(10);
  expect(nextOf([], 0)).toBeUndefined();
});

test('lets players drift a little more at speed', () => {
  expect(tolerance(16)).toBeGreaterThan(tolerance(1));
});
