import type { Incident, Node, Room, Seat } from '../wall/model';
import { nodeTrouble } from '../wall/seats';

/** What the page says of the room (hub/EdgeProctoring.Hub/Dashboard/Rooms/RoomBook.cs). */
export interface Facts {
  readonly exam: string;
  readonly room: string;
  readonly staff: number;
  readonly staffNames: readonly string[];
  readonly seated: number;
  readonly unseated: number;
  readonly cameras: readonly { readonly node: string; readonly id: string }[];
  readonly seats: readonly { readonly id: string; readonly corners: readonly (readonly [number, number])[] }[];
}

/** One line of the checklist before the start. */
export interface Line {
  readonly what: 'cameras' | 'pictures' | 'model' | 'seats' | 'roster' | 'staff';
  readonly ok: boolean;
  readonly values: readonly (string | number)[];
}

/** What has to be right before an exam begins in the room. */
export function readiness(facts: Facts, nodes: readonly Node[], now: number): Line[] {
  const watching = nodes.filter((node) => node.cameras.some((camera) => camera.room === facts.room));
  const online = facts.cameras.filter((camera) => watching.some((node) => node.id === camera.node && nodeTrouble({ ...node, cameras: [] }, undefined, now) === undefined));
  const delivering = online.filter((camera) => watching.some((node) => node.id === camera.node && node.cameras.some((one) => one.id === camera.id && one.delivering !== false)));
  return [
    { what: 'cameras', ok: facts.cameras.length > 0 && online.length === facts.cameras.length, values: [online.length, facts.cameras.length] },
    { what: 'pictures', ok: facts.cameras.length > 0 && delivering.length === facts.cameras.length, values: [delivering.length, facts.cameras.length] },
    { what: 'model', ok: watching.length > 0 && !watching.some((node) => node.demo), values: [] },
    { what: 'seats', ok: facts.seats.length >= facts.seated && facts.seats.length > 0, values: [facts.seats.length] },
    { what: 'roster', ok: facts.seated > 0 && facts.unseated === 0, values: [facts.seated, facts.unseated] },
    { what: 'staff', ok: facts.staffNames.length >= facts.staff && (facts.staff > 0 || facts.staffNames.length > 0), values: [facts.staffNames.length, facts.staff] },
  ];
}

/** How many sit at their seats by what is known: the roster without those who are out, done, or seen to be gone. */
export function presence(room: Room, incidents: readonly Incident[]): { present: number; expected: number; out: Seat[] } {
  const taken = room.seats.filter((seat) => seat.name !== undefined);
  const out = taken.filter((seat) => seat.state === 'exit' || seat.state === 'break');
  const gone = new Set(incidents.filter((one) => one.open && (one.code === 'PERSON_ABSENT' || one.code === 'LEFT_VIEW')).flatMap((one) => one.seats));
  return { present: taken.filter((seat) => !out.includes(seat) && seat.state !== 'done' && !gone.has(seat.id)).length, expected: taken.length, out };
}
