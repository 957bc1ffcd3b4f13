import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../wall/icons';
import { place } from '../wall/layout';
import type { Room } from '../wall/model';
import type { SeatState } from '../wall/seats';
import { styled } from '../wall/styled';
import type { Words } from '../wall/words';

/** The room's map for a phone: a tile is a place to look at, not to press. */
export function seatTiles(room: Room, states: ReadonlyMap<string, SeatState>, stale: boolean, words: Words): TemplateResult {
  const grid = place(room);
  return html`
    <div class="board" role="img" aria-label=${words.of('wall.front')}></div>
    <ul class="spot__seats" data-stale=${stale ? '' : nothing} ${styled({ '--cols': String(grid.columns) })}>
      ${grid.seats.map(({ seat, row, column }) => {
        const { incident, sev, by } = states.get(seat.id) ?? {};
        const word = incident === undefined ? seat.name ?? words.of('wall.free') : words.capital(incident.name[words.language]);
        return html`
          <li class="tile" data-seat=${seat.id} data-sev=${sev ?? nothing} data-by=${by ?? nothing} data-state=${seat.name === undefined && sev === undefined ? 'empty' : nothing}
            ${styled({ 'grid-column': String(column), 'grid-row': String(row) })}>
            <span class="tile__id">${seat.id}${sev === undefined ? nothing : icon(sev)}</span>
            <span class=${incident === undefined ? 'tile__name' : 'tile__word'}>${word}</span>
          </li>`;
      })}
    </ul>`;
}
