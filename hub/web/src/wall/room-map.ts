import { html, nothing, type TemplateResult } from 'lit';
import type { Target } from './acts';
import type { RoomCounts } from './folding';
import { icon } from './icons';
import { place, type PlacedSeat } from './layout';
import type { Incident, Node, Room, Seat } from './model';
import { roomHealth, seatStates, type SeatState } from './seats';
import { styled } from './styled';
import type { Words } from './words';

/** One room: its seats as they lie in the picture, the health of its equipment in the heading. */
export function roomMap(room: Room, number: number, incidents: readonly Incident[], nodes: readonly Node[], now: number, lost: boolean, selected: Target | undefined,
  words: Words, choose: (target: Target, incident: Incident | undefined) => void): TemplateResult {
  const grid = place(room);
  const states = seatStates(room, incidents, now);
  const health = roomHealth(room, nodes, now);
  const blind = lost || health.trouble !== undefined;
  const taken = room.seats.filter((seat) => seat.name !== undefined).length;
  return html`
    <section class="map" tabindex="-1" data-room=${room.room} aria-label="${words.of('wall.room')} ${room.name}">
      <div class="mh">
        <span class="key">${number}</span>${icon('hall')}<h2>${room.room === 'remote' ? room.name : html`<a href="/exams/${encodeURIComponent(room.exam)}/rooms/${encodeURIComponent(room.room)}">${words.of('wall.room')} ${room.name}</a>`}</h2>
        <span class="clip grow soft">${room.title} · ${words.time(room.from)}–${words.time(room.to)}</span>
        <button class="btn btn--sm btn--quiet mh__act" aria-label="${words.of('act.room.short')} ${room.name}: ${words.of('act.room')}" @click=${() => choose({ kind: 'room', room }, undefined)}>${words.of('act.room.short')}</button>
        <span class="num">${taken}/${room.seats.length}</span>
        ${health.heard === undefined ? nothing : html`<span class="age" data-fresh=${blind ? 'lost' : 'live'}>${words.of('wall.heard', words.age(now - health.heard))}</span>`}
      </div>
      ${health.demo ? html`<p class="demo" role="note">${words.of('wall.demo')}</p>` : nothing}
      ${health.trouble === undefined ? nothing : html`<p class="trouble">${icon('tech', true)} ${words.of(health.trouble.key, health.trouble.about)}</p>`}
      <div class="seats" role="group" aria-label="${words.of('wall.room')} ${room.name}" @keydown=${moveFocus} ${styled({ '--cols': String(grid.columns), '--rows': String(grid.rows) })}>
        ${grid.seats.map((placed, at) => tile(placed, states.get(placed.seat.id) ?? {}, blind, isSelected(selected, room, placed.seat), at === 0, now, words, (incident) => choose({ kind: 'seat', room, seat: placed.seat }, incident)))}
      </div>
      <p class="front">${words.of('wall.front')}</p>
    </section>`;
}

/** A room that needs nobody, where there are many: one line, which opens it. */
export function roomLine(room: Room, number: number, counts: RoomCounts | undefined, words: Words, open: () => void): TemplateResult {
  const taken = room.seats.filter((seat) => seat.name !== undefined).length;
  return html`
    <section class="map map--line" tabindex="-1" data-room=${room.room} aria-label="${words.of('wall.room')} ${room.name}">
      <button class="mh" aria-expanded="false" @click=${open}><span class="key">${number}</span>${icon('hall')}<b>${words.of('wall.room')} ${room.name}</b><span class="clip grow soft">${room.title}</span>
        ${counts !== undefined && counts.alarms > 0 ? html`<span class="badge" data-solid data-sev="alarm">${icon('alarm')}${counts.alarms}</span>` : nothing}
        ${counts !== undefined && counts.watches > 0 ? html`<span class="badge" data-sev="watch" data-by="machine">${icon('watch')}${counts.watches}</span>` : nothing}
        <span class="num">${taken}/${room.seats.length}</span></button>
    </section>`;
}

function isSelected(selected: Target | undefined, room: Room, seat: Seat): boolean {
  return selected?.kind === 'seat' && selected.room.exam === room.exam && selected.room.room === room.room && selected.seat.id === seat.id;
}

function tile(placed: PlacedSeat, state: SeatState, blind: boolean, selected: boolean, first: boolean, now: number, words: Words, choose: (incident: Incident | undefined) => void): TemplateResult {
  const { seat } = placed;
  const at = styled({ 'grid-column': String(placed.column), 'grid-row': String(placed.row) });
  if (seat.name === undefined && state.incident === undefined) {
    return html`<div class="tile" data-state="empty" ${at}><span class="tile__id">${seat.id}</span><span class="tile__name">${words.of('wall.free')}</span></div>`;
  }
  const { incident, sev } = state;
  const away = seat.state === undefined ? undefined : `${words.of(`act.state.${seat.state}`)}${seat.since === undefined || seat.state === 'done' ? '' : ` ${words.duration(Math.max(0, Math.floor((now - seat.since) / 1000)))}`}`;
  const word = incident === undefined ? away : words.capital(incident.name[words.language]);
  return html`
    <button class="tile" ${at} tabindex=${first || selected ? 0 : -1} data-seat=${seat.id} data-sev=${sev ?? (blind ? 'tech' : nothing)} data-by=${state.by ?? nothing} ?data-blind=${blind}
      data-state=${sev !== undefined ? nothing : seat.state === 'exit' ? 'break' : seat.state ?? nothing} data-column=${placed.column} data-row=${placed.row} aria-pressed=${selected ? 'true' : 'false'}
      aria-label="${words.seat(seat.id)}, ${seat.name ?? ''}${word === undefined ? '' : `, ${word}`}" @click=${() => choose(incident)}>
      <span class="tile__id">${seat.id}${sev === undefined ? nothing : icon(sev)}</span>
      <span class="tile__name">${seat.name ?? ''}</span>
      <span class="tile__foot">${word === undefined ? nothing : html`<span class="tile__word">${word}</span>`}</span>
    </button>`;
}

const steps: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// The map is one stop of the Tab key; arrows go from seat to seat.
function moveFocus(event: KeyboardEvent): void {
  const step = steps[event.key];
  const from = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('.tile') : null;
  if (step === undefined || from === null) {
    return;
  }
  const place = (tile: HTMLElement): readonly [number, number] => [Number(tile.dataset['column']), Number(tile.dataset['row'])];
  const [column, row] = place(from);
  const beyond = [...(from.parentElement?.querySelectorAll<HTMLElement>('button.tile') ?? [])]
    .map((tile) => ({ tile, along: (place(tile)[0] - column) * step[0] + (place(tile)[1] - row) * step[1], aside: Math.abs((place(tile)[0] - column) * step[1]) + Math.abs((place(tile)[1] - row) * step[0]) }))
    .filter((one) => one.along > 0).sort((one, other) => one.aside - other.aside || one.along - other.along);
  event.preventDefault();
  beyond[0]?.tile.focus();
}
