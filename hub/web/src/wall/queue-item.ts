import { html, nothing, type TemplateResult } from 'lit';
import { crop } from './crop';
import type { Handling } from './decisions';
import { icon } from './icons';
import type { Incident, Room } from './model';
import { isDecided, openSince, seconds, type QueueItem } from './queue';
import { styled } from './styled';
import type { Words } from './words';

export interface QueueActions {
  readonly mayDecide: boolean;
  readonly selected: string | undefined;
  readonly dismissing: string | undefined;
  readonly busy: string | undefined;
  select(incident: Incident): void;
  open(incident: Incident): void;
  confirm(incident: Incident): void;
  ask(incident: Incident | undefined): void;
  dismiss(incident: Incident, reason: string): void;
  undo(incident: Incident): void;
  handle(incident: Incident, handling: Handling): void;
}

export const reasons = ['decide.reason.1', 'decide.reason.2', 'decide.reason.3'] as const;

/** One line of the queue: what, who, where, how long, the photo, and the two answers. */
export function queueItem({ incident }: QueueItem, room: Room | undefined, now: number, words: Words, actions: QueueActions): TemplateResult {
  const length = words.duration(seconds(incident, now));
  const decided = isDecided(incident, now);
  const rest = incident.state === 'partly' && !decided;
  return html`
    <li class="inc" data-sev=${incident.sev} data-by=${decided ? 'person' : 'machine'} data-incident=${incident.id} data-code=${incident.code}
      aria-current=${incident.id === actions.selected ? 'true' : nothing} @click=${() => actions.select(incident)}>
      ${photo(incident, room, words, actions)}
      <div class="inc__b">
        <div class="row inc__t">
          <span class="badge" data-sev=${incident.sev} data-by=${decided ? 'person' : 'machine'}>${icon(incident.sev)}${words.capital(incident.name[words.language])}</span>
          <span class="grow"></span>
          <span class="num strong">${incident.open ? words.of('incident.runs', length) : length}</span>
        </div>
        <p class="strong clip">${incident.person ?? `${words.of('wall.room')} ${incident.roomName}`}</p>
        <p class="small soft clip">${icon('hall', true)} ${words.of('wall.room')} ${incident.roomName}${incident.seats.map((seat) => ` · ${words.seat(seat)}`)}</p>
        <p class="small soft">${words.of(rest ? 'incident.rest' : `incident.${incident.state === 'open' ? 'proposed' : incident.state === 'partly' ? 'confirmed' : incident.state}`, words.time(openSince(incident)))}${decided && incident.by !== undefined
          ? ` · ${words.of('incident.by', incident.by, words.time(incident.at ?? now))}` : ` · ${words.count('incident.cameras', incident.cameras)}`}</p>
        ${incident.taken === undefined || decided ? nothing : html`<p class="small">${icon('check', true)} ${words.of('incident.taken', incident.taken)}</p>`}
        ${incident.covered ? nothing : html`<p class="tiny gap">${words.of('incident.uncovered')}</p>`}
        <p class="tiny muted">${incident.why[words.language]}</p>
      </div>
      ${actions.mayDecide ? answers(incident, decided, words, actions) : nothing}
    </li>`;
}

function photo(incident: Incident, room: Room | undefined, words: Words, actions: QueueActions): TemplateResult {
  const first = incident.evidence.find((evidence) => evidence.stored);
  if (first === undefined) {
    return html`<div class="frame inc__pic hatch"><span class="frame__bl tag">${words.of(incident.evidence.length > 0 ? 'incident.noPhoto' : 'incident.without')}</span></div>`;
  }
  const shown = crop(incident, room);
  return html`
    <button class="frame inc__pic" @click=${() => actions.open(incident)}>
      <img src="/media/${first.id}" alt="" loading="lazy" ${styled({ 'object-view-box': shown })}><span class="vh">${words.of('incident.enlarge')}: </span><span class="frame__bl tag">${words.of('incident.photo', words.time(incident.from))}</span>
    </button>`;
}

function answers(incident: Incident, decided: boolean, words: Words, actions: QueueActions): TemplateResult {
  const busy = actions.busy === incident.id;
  if (decided) {
    return html`<div class="inc__act"><button class="btn btn--sm" aria-disabled=${busy} @click=${() => actions.undo(incident)}>${words.of('decide.undo')} <kbd>Z</kbd></button></div>`;
  }
  if (actions.dismissing === incident.id) {
    return html`
      <fieldset class="inc__why">
        <legend class="small">${words.of('decide.reason')}</legend>
        ${reasons.map((reason, at) => html`<button class="btn btn--sm" aria-disabled=${busy} @click=${() => actions.dismiss(incident, words.of(reason))}>${words.of(reason)} <kbd>${at + 1}</kbd></button>`)}
        <form class="row" @submit=${(event: SubmitEvent) => other(event, incident, actions)}>
          <input class="input" name="reason" maxlength="512" required aria-label=${words.of('decide.reason.other')} placeholder=${words.of('decide.reason.other')}>
          <button class="btn btn--sm">${words.of('decide.dismiss').replace('…', '')}</button>
        </form>
        <button class="btn btn--sm btn--quiet" @click=${() => actions.ask(undefined)}>${words.of('decide.cancel')}</button>
      </fieldset>`;
  }
  return html`
    <div class="inc__act">
      <button class="btn btn--sm btn--primary" aria-disabled=${busy} @click=${() => actions.confirm(incident)}>${words.of('decide.confirm')} <kbd>A</kbd></button>
      <button class="btn btn--sm" aria-disabled=${busy} @click=${() => actions.ask(incident)}>${words.of('decide.dismiss')} <kbd>D</kbd></button>
      <button class="btn btn--sm btn--quiet" aria-disabled=${busy} @click=${() => actions.handle(incident, { handling: incident.taken === undefined ? 'take' : 'leave' })}>${words.of(incident.taken === undefined ? 'decide.take' : 'decide.leave')} <kbd>T</kbd></button>
      <button class="btn btn--sm btn--quiet" aria-disabled=${busy} @click=${() => actions.handle(incident, { handling: 'snooze' })}>${words.of('decide.snooze')} <kbd>E</kbd></button>
    </div>`;
}

function other(event: SubmitEvent, incident: Incident, actions: QueueActions): void {
  event.preventDefault();
  const reason = new FormData(event.target as HTMLFormElement).get('reason');
  if (typeof reason === 'string' && reason.trim() !== '') {
    actions.dismiss(incident, reason.trim());
  }
}
