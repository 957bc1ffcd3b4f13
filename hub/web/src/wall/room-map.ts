import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icons';
import { place, type PlacedSeat } from './layout';
import type { Incident, Node, Room } from './model';
import { roomHealth, seatStates, type SeatState } from './seats';
import { styled } from './styled';
import type { Words } from './words';

/** One room: its seats as they lie in the picture, the health of its equipment in the heading. */
export function roomMap(room: Room, number: number, incidents: readonly Incident[], nodes: readonly Node[], now: number, lost: boolean, selected: string | undefined,
  words: Words, select: (incident: Incident) => void): TemplateResult {
  const grid = place(room);
  const states = seatStates(room, incidents, now);
  const health = roomHealth(room, nodes, now);
  const blind = lost || health.trouble !== undefined;
  const taken = room.seats.filter((seat) => seat.name !== undefined).length;
  return html`
    <section class="map" tabindex="-1" data-room=${room.room} aria-label="${words.of('wall.room')} ${room.name}">
      <div class="mh">
        <span class="key">${number}</span>${icon('hall')}<h2>${words.of('wall.room')} ${room.name}</h2>
        <span class="clip grow soft">${room.title} · ${words.time(room.from)}–${words.time(room.to)}</span>
        <span class="num">${taken}/${room.seats.length}</span>
        ${health.heard === undefined ? nothing : html`<span class="age" data-fresh=${blind ? 'lost' : 'live'}>${words.of('wall.heard', words.age(now - health.heard))}</span>`}
      </div>
      ${health.demo ? html`<p class="demo" role="note">${words.of('wall.demo')}</p>` : nothing}
      ${health.trouble === undefined ? nothing : html`<p class="trouble">${icon('tech', true)} ${words.of(health.trouble.key, health.trouble.about)}</p>`}
      <div class="seats" ${styled({ '--cols': String(grid.columns), '--rows': String(grid.rows) })}>
        ${grid.seats.map((placed) => tile(placed, states.get(placed.seat.id) ?? {}, blind, selected, words, select))}
      </div>
      <p class="front">${words.of('wall.front')}</p>
    </section>`;
}

function tile(placed: PlacedSeat, state: SeatState, blind: boolean, selected: string | undefined, words: Words, select: (incident: Incident) => void): TemplateResult {
  const { seat } = placed;
  const at = styled({ 'grid-column': String(placed.column), 'grid-row': String(placed.row) });
  if (seat.name === undefined && state.incident === undefined) {
    return html`<div class="tile" data-state="empty" ${at}><span class="tile__id">${seat.id}</span><span class="tile__name">${words.of('wall.free')}</span></div>`;
  }
  const { incident, sev } = state;
  const word = incident === undefined ? undefined : words.capital(incident.name[words.language]);
  return html`
    <button class="tile" ${at} data-seat=${seat.id} data-sev=${sev ?? (blind ? 'tech' : nothing)} data-by=${state.by ?? nothing} ?data-blind=${blind}
      aria-pressed=${incident !== undefined && incident.id === selected ? 'true' : 'false'}
      aria-disabled=${incident === undefined ? 'true' : nothing}
      aria-label="${words.seat(seat.id)}, ${seat.name ?? ''}${word === undefined ? '' : `, ${word}`}"
      @click=${() => incident !== undefined && select(incident)}>
      <span class="tile__id">${seat.id}${sev === undefined ? nothing : icon(sev)}</span>
      <span class="tile__name">${seat.name ?? ''}</span>
      <span class="tile__foot">${word === undefined ? nothing : html`<span class="tile__word">${word}</span>`}</span>
    </button>`;
}
