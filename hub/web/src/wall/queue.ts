import type { Incident } from './model';

const decidedStays = 5_000;

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
  return Math.max(0, Math.floor(((incident.to ?? now) - incident.from) / 1000));
}

/** A person has decided on it. While it goes on the decision stands for what follows; its end brings the undecided rest back. */
export function isDecided(incident: Incident): boolean {
  return incident.state === 'confirmed' || incident.state === 'dismissed' || incident.state === 'recoded' || (incident.state === 'partly' && incident.open);
}

function waits(incident: Incident, now: number): boolean {
  if (incident.scope === 'equipment' || incident.quiet) {
    return false;
  }
  return !isDecided(incident) || (incident.at !== undefined && now - incident.at < decidedStays);
}

function keyOf(incident: Incident): string {
  return incident.scope === 'pair'
    ? [incident.exam, incident.room, incident.code, incident.from, ...[...incident.seats].sort()].join('/')
    : incident.id;
}

function compare(one: Incident, other: Incident, now: number): number {
  return rank(one) - rank(other)
    || Number(other.open) - Number(one.open)
    || other.cameras - one.cameras
    || seconds(other, now) - seconds(one, now)
    || one.from - other.from
    || one.id.localeCompare(other.id);
}

function rank(incident: Incident): number {
  return incident.sev === 'alarm' ? 0 : 1;
}
