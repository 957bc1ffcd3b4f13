import { html, type TemplateResult } from 'lit';
import type { Words } from './words';

/** The wall's keys and what they do, in the order in which they are shown. */
export const keys = [
  ['J K', 'keys.queue'], ['A', 'decide.confirm'], ['D', 'keys.dismiss'], ['T', 'decide.take'], ['W', 'act.warn'], ['P', 'act.pause'], ['Shift+T', 'act.terminate'], ['E', 'decide.snooze'], ['Z', 'decide.undo'], ['Space', 'keys.photo'],
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

/** The keys that are used all day, below the wall. */
export function keyLine(words: Words): TemplateResult {
  return html`<footer class="keys wall__keys">
    <span><kbd>J</kbd><kbd>K</kbd> ${words.of('keys.queue')}</span><span><kbd>A</kbd> ${words.of('decide.confirm')}</span><span><kbd>D</kbd> ${words.of('keys.dismiss')}</span>
    <span><kbd>W</kbd> ${words.of('act.warn')}</span><span><kbd>P</kbd> ${words.of('act.pause')}</span><span><kbd>E</kbd> ${words.of('decide.snooze')}</span><span><kbd>Space</kbd> ${words.of('keys.photo')}</span>
    <span><kbd>1</kbd>–<kbd>9</kbd> ${words.of('keys.room')}</span><span><kbd>?</kbd> ${words.of('keys.all')}</span><span class="grow"></span><span class="muted">${words.of('wall.legend')}</span></footer>`;
}
