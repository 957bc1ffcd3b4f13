import type { Incident, Room, Severity } from './model';

/** What the watcher wants to see; it lives in the page's address, so that it can be kept and passed on. */
export interface Filters {
  readonly exam: string | undefined;
  readonly room: string | undefined;
  readonly severity: Severity | undefined;
  readonly search: string;
}

const severities: readonly string[] = ['alarm', 'watch'];

export function readFilters(query: string): Filters {
  const values = new URLSearchParams(query);
  const severity = values.get('sev') ?? '';
  return {
    exam: values.get('exam') ?? undefined,
    room: values.get('room') ?? undefined,
    severity: severities.includes(severity) ? severity as Severity : undefined,
    search: values.get('q') ?? '',
  };
}

/** The address's query with these filters; what else stands there stays. */
export function writeFilters(query: string, filters: Filters): string {
  const values = new URLSearchParams(query);
  for (const [name, value] of [['exam', filters.exam], ['room', filters.room], ['sev', filters.severity], ['q', filters.search || undefined]] as const) {
    if (value === undefined) {
      values.delete(name);
    } else {
      values.set(name, value);
    }
  }
  const text = values.toString();
  return text === '' ? '' : `?${text}`;
}

export function isFiltered(filters: Filters): boolean {
  return filters.exam !== undefined || filters.room !== undefined || filters.severity !== undefined || filters.search !== '';
}

export function shownRooms(rooms: readonly Room[], filters: Filters): Room[] {
  return rooms.filter((room) => (filters.exam === undefined || room.exam === filters.exam) && (filters.room === undefined || room.room === filters.room));
}

export function shownIncidents(incidents: readonly Incident[], filters: Filters): Incident[] {
  const search = filters.search.trim().toLocaleLowerCase();
  return incidents.filter((incident) => (filters.exam === undefined || incident.exam === filters.exam)
    && (filters.room === undefined || incident.room === filters.room)
    && (filters.severity === undefined || incident.sev === filters.severity || incident.scope === 'equipment')
    && (search === '' || [incident.person, incident.roomName, ...incident.seats].some((text) => text?.toLocaleLowerCase().includes(search) === true)));
}
