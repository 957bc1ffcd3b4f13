import { expect, test } from 'vitest';
import { presence, readiness, type Facts } from '../src/room/readiness';
import type { Incident, Node, Room } from '../src/wall/model';

const facts: Facts = { exam: 'e', room: 'r', staff: 1, staffNames: ['Anna'], seated: 2, unseated: 0, cameras: [{ node: 'n', id: 'c' }], seats: [{ id: '1', corners: [] }, { id: '2', corners: [] }] };
const node: Node = { kind: 'node', id: 'n', online: true, heard: 1000, demo: false, models: [], cameras: [{ id: 'c', room: 'r', delivering: true }] };
const wrong = (facts: Facts, nodes: readonly Node[]): string[] => readiness(facts, nodes, 2000).filter((line) => !line.ok).map((line) => line.what);

test('is ready with cameras that deliver, a real model, seats, a roster and staff', () => {
  expect(wrong(facts, [node])).toEqual([]);
});

test('names what lacks, each by itself', () => {
  expect(wrong(facts, [])).toEqual(['cameras', 'pictures', 'model']);
  expect(wrong(facts, [{ ...node, cameras: [{ id: 'c', room: 'r', delivering: false }] }])).toEqual(['pictures']);
  expect(wrong(facts, [{ ...node, demo: true }])).toEqual(['model']);
  expect(wrong({ ...facts, seated: 3 }, [node])).toEqual(['seats']);
  expect(wrong({ ...facts, unseated: 1 }, [node])).toEqual(['roster']);
  expect(wrong({ ...facts, staffNames: [] }, [node])).toEqual(['staff']);
});

test('counts those at their seats, without those who are out or seen to be gone', () => {
  const seat = (id: string, more: object = {}): Room['seats'][number] => ({ id, name: id, row: 1, x: 0, y: 0, box: [0, 0, 1, 1], ...more });
  const room: Room = { kind: 'room', exam: 'e', room: 'r', name: 'r', title: '', from: 0, to: 1, seats: [seat('1'), seat('2', { state: 'exit', since: 5 }), seat('3', { state: 'done' }), seat('4')] };
  const gone = { code: 'PERSON_ABSENT', open: true, seats: ['4'] } as unknown as Incident;
  expect(presence(room, [gone])).toMatchObject({ present: 1, expected: 4 });
  expect(presence(room, []).out.map((one) => one.id)).toEqual(['2']);
});
