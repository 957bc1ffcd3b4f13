import type { Incident, Room } from './model';
import { isDecided } from './queue';

/** So many seats fit without scrolling beside a queue at 1080 lines. */
export const mostSeats = 160;

/** What a room that is folded to one line still says. */
export interface RoomCounts {
  readonly alarms: number;
  readonly watches: number;
}

export const keyOf = (room: Pick<Room, 'exam' | 'room'>): string => `${room.exam}/${room.room}`;

export function countsOf(rooms: readonly Room[], incidents: readonly Incident[], now: number): Map<string, RoomCounts> {
  const counts = new Map(rooms.map((room) => [keyOf(room), { alarms: 0, watches: 0 }]));
  for (const incident of incidents) {
    const known = counts.get(keyOf(incident));
    if (known !== undefined && incident.scope !== 'equipment' && !incident.quiet && !isDecided(incident, now)) {
      known[incident.sev === 'alarm' ? 'alarms' : 'watches']++;
    }
  }
  return counts;
}

/**
 * The rooms that are drawn seat by seat. All, where they fit; else those that the watcher opened, and the worst ones as long
 * as there is place. The order of rooms never changes.
 */
export function openRooms(rooms: readonly Room[], counts: ReadonlyMap<string, RoomCounts>, chosen: ReadonlySet<string>, most = mostSeats): Set<string> {
  if (rooms.reduce((sum, room) => sum + room.seats.length, 0) <= most) {
    return new Set(rooms.map(keyOf));
  }
  const open = new Set(rooms.map(keyOf).filter((key) => chosen.has(key)));
  let left = most - rooms.filter((room) => open.has(keyOf(room))).reduce((sum, room) => sum + room.seats.length, 0);
  const weight = (room: Room): number => { const count = counts.get(keyOf(room)); return (count?.alarms ?? 0) * 1000 + (count?.watches ?? 0); };
  for (const room of [...rooms].filter((one) => weight(one) > 0).sort((one, other) => weight(other) - weight(one))) {
    if (!open.has(keyOf(room)) && room.seats.length <= left) {
      open.add(keyOf(room));
      left -= room.seats.length;
    }
  }
  return open;
}
