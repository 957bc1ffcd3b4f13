import { html, nothing, type TemplateResult } from 'lit';
import { isFiltered, type Filters } from './filters';
import { icon } from './icons';
import type { Incident, Room } from './model';
import type { Words } from './words';

export interface HeadActions {
  filter(filters: Filters): void;
  mute(): void;
}

/** The filters, what they hold, and the settings of this window. */
export function wallHead(rooms: readonly Room[], open: readonly Incident[], filters: Filters, sound: boolean, words: Words, actions: HeadActions): TemplateResult {
  const exams = new Map(rooms.map((room) => [room.exam, room.title]));
  const halls = new Map(rooms.filter((room) => filters.exam === undefined || room.exam === filters.exam).map((room) => [room.room, room.name]));
  const count = (sev: string): number => open.filter((incident) => incident.sev === sev).length;
  const severity = (sev: 'alarm' | 'watch'): TemplateResult => html`
    <button class="chip" data-sev=${sev} aria-pressed=${filters.severity === sev ? 'true' : 'false'} @click=${() => actions.filter({ ...filters, severity: filters.severity === sev ? undefined : sev })}>
      ${icon(sev)}${words.of(`wall.sev.${sev}`)} <b>${count(sev)}</b></button>`;
  return html`
    <div class="wall__head">
      ${severity('alarm')}${severity('watch')}
      ${choice('wall.allExams', exams, filters.exam, words, (exam) => actions.filter({ ...filters, exam, room: undefined }))}
      ${choice('wall.allRooms', halls, filters.room, words, (room) => actions.filter({ ...filters, room }))}
      <input class="input wall__search" type="search" name="search" .value=${filters.search} placeholder=${words.of('wall.search')} aria-label=${words.of('wall.search')}
        @input=${(event: Event) => actions.filter({ ...filters, search: (event.target as HTMLInputElement).value })}>
      ${isFiltered(filters) ? html`<button class="btn btn--sm btn--quiet" @click=${() => actions.filter({ exam: undefined, room: undefined, severity: undefined, search: '' })}>${words.of('filter.clear')}</button>` : nothing}
      <span class="grow"></span>
      <button class="btn btn--sm" aria-pressed=${sound ? 'true' : 'false'} @click=${() => actions.mute()}>${words.of(sound ? 'wall.sound.on' : 'wall.sound.off')} <kbd>M</kbd></button>
      <a class="btn btn--sm" href="/wall?view=projector" target="_blank" rel="noopener">${words.of('wall.projector')}</a>
    </div>`;
}

function choice(all: string, options: ReadonlyMap<string, string>, chosen: string | undefined, words: Words, choose: (value: string | undefined) => void): TemplateResult {
  return html`
    <select class="input wall__choice" aria-label=${words.of(all)} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value || undefined)}>
      <option value="" ?selected=${chosen === undefined}>${words.of(all)}</option>
      ${[...options].map(([value, name]) => html`<option value=${value} ?selected=${value === chosen}>${name}</option>`)}
    </select>`;
}
