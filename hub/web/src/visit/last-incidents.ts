import { html, nothing, type TemplateResult } from 'lit';
import { crop } from '../wall/crop';
import { icon } from '../wall/icons';
import type { Incident, Room } from '../wall/model';
import { seconds } from '../wall/queue';
import { styled } from '../wall/styled';
import type { Words } from '../wall/words';

/** What happened in the room, worst first, with the photo and how sure it is. */
export function lastIncidents(shown: readonly Incident[], room: Room | undefined, now: number, words: Words): TemplateResult {
  return html`
    <section class="card spot__sec"><h2>${words.of('spot.last')}</h2>
      ${shown.length === 0 ? html`<p class="small muted">${words.of('spot.last.none')}</p>` : shown.map((incident) => {
        const photo = incident.evidence.find((one) => one.stored);
        return html`
          <div class="spot__ev">
            <div class="frame ${photo === undefined ? 'hatch' : ''}">${photo === undefined ? nothing : html`<img src="/media/${photo.id}" alt="" loading="lazy" ${styled({ 'object-view-box': crop(incident, room) })}>`}</div>
            <div><div class="row"><span class="badge" data-sev=${incident.sev} data-by=${incident.state === 'open' ? 'machine' : 'person'}>${icon(incident.sev)}${words.capital(incident.name[words.language])}</span><span class="grow"></span><b class="small num">${words.duration(seconds(incident, now))}</b></div>
              <p class="strong">${incident.seats.map((seat) => words.seat(seat)).join(' · ')}${incident.person === undefined ? '' : ` · ${incident.person}`}</p>
              <p class="small soft">${incident.why[words.language]}</p></div>
          </div>`;
      })}
    </section>`;
}
