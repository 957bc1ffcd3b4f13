import type { Incident, Node, Room, Seat } from '../src/wall/model';

export function seat(id: string, row: number, x: number): Seat {
  return { id, name: `Person ${id}`, row, x, y: row * 1000, box: [x - 50, row * 1000 - 50, x + 50, row * 1000 + 50] };
}

export function room(more: Partial<Room> = {}): Room {
  return { kind: 'room', exam: 'e', room: '204', name: '204', title: 'Maths', from: 0, to: 3_600_000, seats: [seat('1', 1, 100)], ...more };
}

export function incident(more: Partial<Incident> = {}): Incident {
  const names = { kk: 'ұялы телефон', ru: 'телефон', en: 'phone' };
  return {
    kind: 'incident', id: 'i', exam: 'e', room: '204', roomName: '204', seats: ['1'], person: 'Person 1', code: 'PHONE', sev: 'alarm', scope: 'person',
    class: 'F', state: 'open', quiet: false, open: false, from: 0, to: 5_000, covered: true, cameras: 1, evidence: [], name: names, why: names, ...more,
  };
}

export function node(more: Partial<Node> = {}): Node {
  return { kind: 'node', id: 'n-1', online: true, heard: 0, demo: false, models: [], cameras: [{ id: 'cam-1', room: '204', delivering: true }], ...more };
}
