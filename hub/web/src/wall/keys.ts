import { html, type TemplateResult } from 'lit';
import type { Words } from './words';

/** The wall's keys and what they do, in the order in which they are shown. */
export const keys = [
  ['J K', 'keys.queue'], ['A', 'decide.confirm'], ['D', 'keys.dismiss'], ['T', 'decide.take'], ['E', 'decide.snooze'], ['Z', 'decide.undo'], ['Space', 'keys.photo'],
  ['1–9', 'keys.room'], ['/', 'wall.search'], ['F', 'keys.full'], ['M', 'keys.sound'], ['Esc', 'incident.close'], ['?', 'keys.all'],
] as const;

export function keysDialog(words: Words, close: () => void): TemplateResult {
  return html`
    <div class="scrim" @click=${close}>
      <section class="dialog" role="dialog" aria-modal="true" aria-label=${words.of('keys.all')} @click=${(event: Event) => event.stopPropagation()}>
        <div class="dialog__head"><h2 class="grow">${words.of('keys.all')}</h2></div>
        <div class="dialog__body"><dl class="dl">${keys.map(([key, word]) => html`<dt>${key.split(' ').map((one) => html`<kbd>${one}</kbd> `)}</dt><dd>${words.of(word).replace('…', '')}</dd>`)}</dl></div>
        <div class="dialog__foot"><button class="btn" autofocus @click=${close}>${words.of('incident.close')} <kbd>Esc</kbd></button></div>
      </section>
    </div>`;
}
