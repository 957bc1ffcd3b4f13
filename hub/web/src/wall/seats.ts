import type { Incident, Node, Room, Severity } from './model';
import { isDecided } from './queue';

const silent = 20_000;
const shownAfterEnd = 60_000;

/** What a seat's tile says beyond its name. */
export interface SeatState {
  readonly incident?: Incident;
  readonly sev?: Severity;
  readonly by?: 'machine' | 'person';
}

/** A room's equipment: no picture means no judgement, and that is never the examinee's fault. */
export interface RoomHealth {
  readonly trouble?: { readonly key: 'wall.offline' | 'wall.noPicture' | 'wall.never'; readonly about: string };
  readonly heard?: number;
  readonly demo: boolean;
}

export function seatStates(room: Room, incidents: readonly Incident[], now: number): Map<string, SeatState> {
  const states = new Map<string, SeatState>();
  for (const incident of incidents) {
    if (incident.exam !== room.exam || incident.room !== room.room || incident.scope === 'equipment' || incident.quiet || incident.state === 'dismissed') {
      continue;
    }
    if (!isDecided(incident, now) || now - (incident.at ?? 0) < shownAfterEnd) {
      for (const seat of incident.seats) {
        const known = states.get(seat);
        if (known?.sev !== 'alarm' || incident.sev === 'alarm') {
          states.set(seat, { incident, sev: incident.sev, by: isDecided(incident, now) || incident.state === 'partly' ? 'person' : 'machine' });
        }
      }
    }
  }
  return states;
}

export function roomHealth(room: Room, nodes: readonly Node[], now: number): RoomHealth {
  const watching = nodes.filter((node) => node.cameras.some((camera) => camera.room === room.room));
  const demo = watching.some((node) => node.demo);
  const heard = watching.map((node) => node.heard ?? 0).reduce((latest, at) => Math.max(latest, at), 0);
  const trouble = watching.map((node) => nodeTrouble(node, room.room, now)).find((found) => found !== undefined);
  return { demo, ...(heard > 0 ? { heard } : {}), ...(trouble === undefined ? {} : { trouble }) };
}

export function nodeTrouble(node: Node, room: string | undefined, now: number): RoomHealth['trouble'] {
  if (node.heard === undefined) {
    return { key: 'wall.never', about: node.id };
  }
  if (!node.online || now - node.heard > silent) {
    return { key: 'wall.offline', about: node.id };
  }
  const blind = node.cameras.find((camera) => camera.delivering === false && (room === undefined || camera.room === room));
  return blind === undefined ? undefined : { key: 'wall.noPicture', about: `${node.id}/${blind.id}` };
}
