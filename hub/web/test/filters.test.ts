import { expect, test } from 'vitest';
import { isFiltered, readFilters, shownIncidents, shownRooms, writeFilters } from '../src/wall/filters';
import { formOf } from '../src/wall/words';
import { incident, room } from './builders';

test('keeps the filters in the address and leaves the rest of it alone', () => {
  const query = writeFilters('?view=projector', { exam: 'e 1', room: '204', severity: 'alarm', search: 'ә' });
  expect(new URLSearchParams(query).get('view')).toBe('projector');
  expect(readFilters(query)).toEqual({ exam: 'e 1', room: '204', severity: 'alarm', search: 'ә' });
  expect(isFiltered(readFilters(writeFilters(query, readFilters(''))))).toBe(false);
  expect(readFilters('?sev=nonsense').severity).toBeUndefined();
});

test('shows what fits, and equipment whatever the severity', () => {
  const filters = { exam: undefined, room: '204', severity: 'alarm', search: 'pers' } as const;
  const all = [incident({ id: 'fits' }), incident({ id: 'amber', sev: 'watch' }), incident({ id: 'elsewhere', room: '301' }), incident({ id: 'other', person: 'X' })];
  expect(shownIncidents(all, filters).map((one) => one.id)).toEqual(['fits']);
  expect(shownIncidents([incident({ scope: 'equipment', sev: 'tech' })], { ...filters, search: '' })).toHaveLength(1);
  expect(shownRooms([room(), room({ room: '301' })], filters)).toHaveLength(1);
});

test('chooses the word that goes with a number, as the hub does', () => {
  expect([1, 3, 12, 21].map((number) => formOf('ru', number))).toEqual(['.one', '.few', '.many', '.one']);
  expect([formOf('kk', 1), formOf('en', 1), formOf('en', 2)]).toEqual(['.many', '.one', '.many']);
});
