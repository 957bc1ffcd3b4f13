import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icons';
import type { Words } from './words';

/** Asks for the password once more; what was wanted goes on by itself afterwards. */
export function proofDialog(refused: boolean, words: Words, prove: (password: string) => void, close: () => void): TemplateResult {
  return html`
    <div class="scrim">
      <form class="dialog" role="dialog" aria-modal="true" aria-label=${words.of('proof.title')} @submit=${(event: SubmitEvent) => { event.preventDefault(); prove(String(new FormData(event.target as HTMLFormElement).get('password') ?? '')); }}>
        <div class="dialog__head"><div><h2>${words.of('proof.title')}</h2><p class="small soft">${words.of('proof.why')}</p></div></div>
        <div class="dialog__body"><div class="field" ?data-error=${refused}><label for="proof">${words.of('proof.password')}</label>
          <input class="input" id="proof" name="password" type="password" autocomplete="current-password" required autofocus aria-invalid=${refused ? 'true' : 'false'}>
          ${refused ? html`<p class="err" role="alert">${icon('alarm')}${words.of('proof.wrong')}</p>` : nothing}</div></div>
        <div class="dialog__foot"><button class="btn" type="button" @click=${close}>${words.of('decide.cancel')}</button><button class="btn btn--primary">${words.of('proof.go')}</button></div>
      </form>
    </div>`;
}
