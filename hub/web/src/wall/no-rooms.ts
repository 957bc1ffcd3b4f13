import { html, type TemplateResult } from 'lit';
import type { Words } from './words';

/** Nothing to watch: because nothing runs, or because a filter hides it. Each has its next step. */
export function noRooms(none: boolean, words: Words): TemplateResult {
  return none
    ? html`<div class="state"><h3>${words.of('wall.noRooms')}</h3><p>${words.of('wall.noRooms.cure')}</p></div>`
    : html`<div class="state"><h3>${words.of('filter.none')}</h3><p>${words.of('filter.none.cure')}</p><a class="btn btn--sm" href="/wall">${words.of('filter.clear')}</a></div>`;
}
