import { html, nothing, type TemplateResult } from 'lit';
import { lacks, minutesMost, type ActForm } from './acts';
import { icon } from './icons';
import type { Words } from './words';

export interface FormActions {
  readonly asked: boolean;
  readonly busy: boolean;
  change(form: ActForm): void;
  send(): void;
  close(): void;
}

const quick = [1, 2, 3] as const;

/** The reason, and the minutes where it is about time: shown to the student, kept in the record. */
export function actForm(form: ActForm, who: string, words: Words, actions: FormActions): TemplateResult {
  const missing = actions.asked ? lacks(form) : undefined;
  const text = (event: Event): string => (event.target as HTMLInputElement).value;
  return html`
    <form class="act" @submit=${(event: SubmitEvent) => { event.preventDefault(); actions.send(); }}>
      <h3>${words.of(`act.${form.act}`)}: ${who}</h3>
      ${form.act === 'terminate' ? html`<p class="small soft">${words.of('act.terminate.note')}</p>` : nothing}
      ${form.act !== 'extra-time' ? nothing : html`
        <div class="field" ?data-error=${missing === 'minutes'}><label for="act-minutes">${words.of('act.minutes')}</label>
          <input class="input num" id="act-minutes" type="number" min="1" max=${minutesMost} .value=${String(form.minutes)} @input=${(event: Event) => actions.change({ ...form, minutes: Number(text(event)) })}>
          ${missing === 'minutes' ? html`<p class="err">${icon('alarm')}${words.of('act.minutes.needed', minutesMost)}</p>` : nothing}</div>`}
      ${form.act !== 'warn' ? nothing : html`<div class="act__quick">${quick.map((at) => html`<button type="button" class="btn btn--sm" aria-pressed=${form.reason === words.of(`act.warn.${at}`) ? 'true' : 'false'}
        @click=${() => actions.change({ ...form, reason: words.of(`act.warn.${at}`) })}>${words.of(`act.warn.${at}`)}</button>`)}</div>`}
      <div class="field" ?data-error=${missing === 'reason'}><label for="act-reason">${words.of(form.act === 'message' ? 'act.text' : 'act.reason')}${form.act === 'resume' ? html` <span class="muted">${words.of('act.optional')}</span>` : nothing}</label>
        <input class="input" id="act-reason" maxlength="512" autocomplete="off" aria-invalid=${missing === 'reason' ? 'true' : 'false'} .value=${form.reason} @input=${(event: Event) => actions.change({ ...form, reason: text(event) })}>
        ${missing === 'reason' ? html`<p class="err" role="alert">${icon('alarm')}${words.of('act.reason.needed')}</p>` : nothing}</div>
      <div class="row"><button class="btn btn--sm" type="button" @click=${actions.close}>${words.of('decide.cancel')}</button><span class="grow"></span>
        <button class="btn btn--sm ${form.act === 'terminate' ? 'btn--danger' : 'btn--primary'}" aria-disabled=${actions.busy}>${words.of(`act.${form.act}`)}</button></div>
    </form>`;
}
