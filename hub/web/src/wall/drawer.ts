import { html, nothing, type TemplateResult } from 'lit';
import { actForm, type FormActions } from './act-form';
import { possible, type Act, type ActForm, type Target } from './acts';
import { crop } from './crop';
import type { Handling } from './decisions';
import { icon } from './icons';
import type { Incident } from './model';
import { isDecided, seconds } from './queue';
import { styled } from './styled';
import type { Words } from './words';

export interface DrawerActions extends FormActions {
  readonly mayDecide: boolean;
  readonly maySchedule: boolean;
  readonly form: ActForm | undefined;
  readonly proctors: Readonly<Record<string, string>>;
  begin(act: Act): void;
  choose(target: Target): void;
  open(incident: Incident): void;
  handle(incident: Incident, handling: Handling): void;
  shut(): void;
}

const keysOf: Partial<Record<Act, string>> = { warn: 'W', pause: 'P', resume: 'P', terminate: '⇧T' };

/** Beside the map: whoever is selected, what was seen there, and what staff can do. */
export function drawer(target: Target, incident: Incident | undefined, now: number, words: Words, actions: DrawerActions): TemplateResult {
  const acts = possible(target, actions.mayDecide, actions.maySchedule);
  const { room } = target;
  return html`
    <aside class="drawer" aria-label=${words.of('act.title')}>
      <div class="dh"><div class="grow"><h2>${nameOf(target, words)}</h2>
          <p class="small soft">${words.of('wall.room')} ${room.name}${target.kind === 'seat' ? ` · ${words.seat(target.seat.id)}` : ''} · ${room.title}</p></div>
        <button class="btn btn--quiet btn--icon" aria-label=${words.of('incident.close')} @click=${actions.shut}>${icon('close')}</button></div>
      ${target.kind === 'seat' ? life(target, now, words) : nothing}
      ${incident === undefined ? nothing : seen(incident, target, now, words, actions)}
      ${target.kind === 'seat' ? html`<div class="dsec"><p class="small soft">${words.of('act.more')}</p><div class="row row--wrap">
        <button class="btn btn--sm" @click=${() => actions.choose({ kind: 'room', room })}>${words.of('act.room')}</button>
        ${actions.maySchedule ? html`<button class="btn btn--sm" @click=${() => actions.choose({ kind: 'exam', room })}>${words.of('act.exam')}</button>` : nothing}</div></div>` : nothing}
      <div class="dacts">
        ${actions.form !== undefined ? actForm(actions.form, nameOf(target, words), words, actions) : acts.length === 0 ? html`<p class="small soft">${words.of('act.none')}</p>` : html`
          <div class="dgrid">${acts.map((act) => html`<button class="btn ${act === 'terminate' ? 'btn--danger dwide' : ''}" @click=${() => actions.begin(act)}>${words.of(`act.${act}`)}…${target.kind === 'seat' && keysOf[act] !== undefined ? html` <kbd>${keysOf[act]}</kbd>` : nothing}</button>`)}</div>`}
      </div>
    </aside>`;
}

export function nameOf(target: Target, words: Words): string {
  return target.kind === 'seat' ? target.seat.name ?? words.seat(target.seat.id) : target.kind === 'room' ? `${words.of('wall.room')} ${target.room.name}` : target.room.title;
}

function life(target: Extract<Target, { kind: 'seat' }>, now: number, words: Words): TemplateResult | typeof nothing {
  const { state, since, until, warnings } = target.seat;
  return state === undefined && warnings === undefined ? nothing : html`
    <p class="dsec row small">${state === undefined ? nothing : html`<span class="badge" data-by="person">${words.of(`act.state.${state}`)}</span> ${since === undefined ? '' : words.duration(Math.max(0, Math.floor((now - since) / 1000)))}
      ${until === undefined || state === 'done' ? nothing : words.of('act.until', words.time(until))}`}
      ${warnings === undefined ? nothing : html`<span class="badge" data-by="person">${words.count('act.warned', warnings)}</span>`}</p>`;
}

function seen(incident: Incident, target: Target, now: number, words: Words, actions: DrawerActions): TemplateResult {
  const photo = incident.evidence.find((one) => one.stored);
  const decided = isDecided(incident, now);
  return html`
    <div class="dsec">
      ${photo === undefined ? html`<div class="frame hatch"><span class="frame__bl tag">${words.of('incident.without')}</span></div>` : html`
        <button class="frame dpic" @click=${() => actions.open(incident)}><img src="/media/${photo.id}" alt="" ${styled({ 'object-view-box': crop(incident, target.room) })}>
          <span class="vh">${words.of('incident.enlarge')}: </span><span class="frame__bl tag">${words.of('incident.photo', words.time(incident.from))}</span></button>`}
      <div class="row"><span class="badge" data-sev=${incident.sev} data-by=${decided ? 'person' : 'machine'}>${icon(incident.sev)}${words.capital(incident.name[words.language])}</span><span class="grow"></span><b class="num">${words.duration(seconds(incident, now))}</b></div>
      <p class="small soft">${words.count('incident.cameras', incident.cameras)} · ${incident.why[words.language]}</p>
      ${!actions.mayDecide || decided ? nothing : html`
        <label class="row small" for="assign">${words.of('act.assign')}<select class="input" id="assign" @change=${(event: Event) => { const { value } = event.target as HTMLSelectElement; if (value !== '') { actions.handle(incident, { handling: 'assign', to: value }); } }}>
          <option value="">${incident.taken ?? words.of('act.assign.nobody')}</option>${Object.entries(actions.proctors).map(([id, name]) => html`<option value=${id}>${name}</option>`)}</select></label>`}
    </div>`;
}
