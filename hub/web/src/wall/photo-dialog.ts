import { html, type TemplateResult } from 'lit';
import { icon } from './icons';
import type { Incident } from './model';
import type { Words } from './words';

/** The incident's picture as large as the window; the camera's node drew its box into it. */
export function photoDialog(incident: Incident, words: Words, close: () => void): TemplateResult {
  const evidence = incident.evidence.find((one) => one.stored);
  return html`
    <div class="scrim" @click=${close}>
      <figure class="photo" role="dialog" aria-modal="true" aria-label=${incident.name[words.language]} @click=${(event: Event) => event.stopPropagation()}>
        ${evidence === undefined ? html`<p class="state">${words.of('incident.noPhoto')}</p>` : html`<img src="/media/${evidence.id}" alt=${incident.why[words.language]}>`}
        <figcaption class="row"><span class="grow">${incident.person ?? ''} · ${incident.why[words.language]}</span>
          <button class="btn" autofocus @click=${close}>${icon('close')}${words.of('incident.close')}</button></figcaption>
      </figure>
    </div>`;
}
