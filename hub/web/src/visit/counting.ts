import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../wall/icons';
import type { Words } from '../wall/words';
import { difference, type Draft } from './draft';

export type Counted = 'examinees' | 'staff' | 'strangers';

/** How many there should be, and how many the visitor counts, by role. */
export function headCount(draft: Draft, expected: { readonly examinees: number; readonly staff: number }, words: Words, count: (key: Counted, text: string) => void): TemplateResult {
  const line = (key: Counted, should: number): TemplateResult => {
    const differs = difference(draft[key], should);
    return html`
      <div class="spot__head"><label for="head-${key}">${words.of(`spot.heads.${key}`)}<br><span class="small muted">${words.of('spot.heads.expected', should)}</span></label>
        <input class="input input--lg num" id="head-${key}" type="number" inputmode="numeric" min="0" max="9999" .value=${draft[key]?.toString() ?? ''} ?disabled=${draft.done !== undefined}
          @input=${(event: Event) => count(key, (event.target as HTMLInputElement).value)}>
        ${differs === undefined || differs === 0 ? nothing : html`<p class="small spot__differs">${icon('watch', true)} ${words.of(differs > 0 ? 'spot.heads.more' : 'spot.heads.fewer', Math.abs(differs))}</p>`}</div>`;
  };
  return html`<section class="card spot__sec"><h2>${words.of('spot.heads')} <span class="small muted">${words.of('spot.optional')}</span></h2>
    ${line('examinees', expected.examinees)}${line('staff', expected.staff)}${line('strangers', 0)}</section>`;
}

/** What to look after in the room: it fits, it does not, or nobody looked. */
export function checklist(draft: Draft, checks: readonly string[], words: Words, check: (check: string, fits: boolean) => void): TemplateResult {
  return html`<section class="card spot__sec"><h2>${words.of('spot.checks')} <span class="small muted">${words.of('spot.optional')}</span></h2>
    ${checks.map((one) => html`
      <div class="spot__check" role="group" aria-label=${words.of(`spot.checks.${one}`)}><span>${words.of(`spot.checks.${one}`)}</span>
        ${([true, false] as const).map((fits) => html`<button class="btn btn--icon" aria-pressed=${draft.checks[one] === fits ? 'true' : 'false'} aria-label=${words.of(fits ? 'spot.fits' : 'spot.fitsNot')}
          ?disabled=${draft.done !== undefined} @click=${() => check(one, fits)}>${icon(fits ? 'check' : 'close')}</button>`)}</div>`)}</section>`;
}
