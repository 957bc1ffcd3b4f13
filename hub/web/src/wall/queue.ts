import type { Incident } from './model';

const decidedStays = 5_000;
/** What goes on after a decision comes back as new after so long; a rest shorter than the other is not worth a person. */
const restAfter = 10_000;
const leastRest = 5_000;

/** One line of the queue. Two seats of one event are one line. */
export interface QueueItem {
  readonly key: string;
  readonly incident: Incident;
}

/** What needs a person, worst first: red before amber, still running, longer. Decided ones leave after the undo time. */
export function queue(incidents: readonly Incident[], now: number): QueueItem[] {
  const lines = new Map<string, Incident>();
  for (const incident of incidents) {
    if (!waits(incident, now)) {
      continue;
    }
    const key = keyOf(incident);
    const known = lines.get(key);
    if (known === undefined || incident.id < known.id) {
      lines.set(key, incident);
    }
  }
  return [...lines].map(([key, incident]) => ({ key, incident })).sort((one, other) => compare(one.incident, other.incident, now));
}

/** Keeps the lines where they were while somebody's pointer is among them; says how many are new. */
export function hold(shown: readonly string[], items: readonly QueueItem[]): { items: QueueItem[]; more: number } {
  const byKey = new Map(items.map((item) => [item.key, item]));
  const kept = shown.map((key) => byKey.get(key)).filter((item) => item !== undefined);
  return { items: kept, more: items.length - kept.length };
}

export function seconds(incident: Incident, now: number): number {
  return Math.max(0, Math.floor(((incident.to ?? now) - openSince(incident)) / 1000));
}

/** A person has decided on all of it, or on all that there was of it a moment ago. */
export function isDecided(incident: Incident, now: number): boolean {
  return incident.state === 'confirmed' || incident.state === 'dismissed' || incident.state === 'recoded' || (incident.state === 'partly' && now - (incident.at ?? 0) < restAfter);
}

/** Since when nobody has decided: what was judged stays judged, the rest is new. */
export function openSince(incident: Incident): number {
  return incident.state === 'partly' && incident.at !== undefined ? Math.min(incident.at, incident.to ?? incident.at) : incident.from;
}

function waits(incident: Incident, now: number): boolean {
  if (incident.scope === 'equipment' || incident.quiet || (incident.snoozed !== undefined && incident.snoozed > now)) {
    return false;
  }
  if (incident.state === 'partly' && !isDecided(incident, now)) {
    return (incident.to ?? now) - openSince(incident) >= leastRest;
  }
  return !isDecided(incident, now) || (incident.at !== undefined && now - incident.at < decidedStays);
}

function keyOf(incident: Incident): string {
  return incident.scope === 'pair'
    ? [incident.exam, incident.room, incident.code, incident.from, ...[...incident.seats].sort()].join('/')
    : incident.id;
}

function compare(one: Incident, other: Incident, now: number): number {
  return rank(one) - rank(other)
    || Number(one.state === 'partly') - Number(other.state === 'partly')
    || Number(other.open) - Number(one.open)
    || other.cameras - one.cameras
    || seconds(other, now) - seconds(one, now)
    || one.from - other.from
    || one.id.localeCompare(other.id);
}

function rank(incident: Incident): number {
  return incident.sev === 'alarm' ? 0 : 1;
}
