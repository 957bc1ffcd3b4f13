import { expect, it } from 'vitest';
import { EventBook } from '../../src/exam/witness';

function book(): { readonly events: EventBook; clock: number } {
  const state = { clock: 1_000, ids: 0 };
  const events = new EventBook(() => state.clock, () => `id-${++state.ids}`);
  return { events, get clock() { return state.clock; }, set clock(at) { state.clock = at; } };
}

it('tells a span when it begins and again, under the same id, when it ends', () => {
  const page = book();
  page.events.span('page.hidden', true);
  page.events.span('page.hidden', true);
  expect(page.events.take()).toEqual([{ id: 'id-1', kind: 'page.hidden', from: 1_000 }]);
  page.clock = 4_000;
  page.events.span('page.hidden', false);
  page.events.span('page.hidden', false);
  expect(page.events.take()).toEqual([{ id: 'id-1', kind: 'page.hidden', from: 1_000, to: 4_000 }]);
  expect(page.events.take()).toEqual([]);
});

it('ends all that goes on at the end, and never before it began', () => {
  const page = book();
  page.events.span('page.blur', true);
  page.events.span('display.extended', true, 'two');
  page.clock = 500;
  page.events.endAll();
  expect(page.events.take().filter((event) => event.to !== undefined).map((event) => [event.kind, event.from, event.to])).toEqual([['page.blur', 1_000, 1_000], ['display.extended', 1_000, 1_000]]);
});

it('gives what takes no time an equal beginning and end', () => {
  const page = book();
  page.events.point('page.paste', '12 characters');
  expect(page.events.take()).toEqual([{ id: 'id-1', kind: 'page.paste', from: 1_000, to: 1_000, label: '12 characters' }]);
});
