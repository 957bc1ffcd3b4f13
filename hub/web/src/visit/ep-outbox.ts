import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { icon } from '../wall/icons';
import { Words } from '../wall/words';
import { waiting } from './draft';
import { send } from './outbox';
import { Photos } from './photos';

const again = 5_000;

/** Visits that were signed while the network was away: they go out from whatever page of visits is open. */
export class EpOutbox extends LitElement {
  static override properties = { language: {}, token: {}, left: { state: true }, refused: { state: true } };

  language = 'ru';
  token = '';
  private left = 0;
  private refused = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly photos = new Photos();

  override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.flush();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  override render(): TemplateResult | typeof nothing {
    const words = Words.ofPage(this.language);
    return this.left === 0 ? nothing : html`<p class="banner" data-sev="tech" role="status">${icon('tech')}<span>${this.refused === '' ? words.count('spot.kept', this.left) : this.refused}</span></p>`;
  }

  private async flush(): Promise<void> {
    let sent = false;
    for (const draft of waiting(localStorage)) {
      const answer = await send(draft, this.token, this.photos, localStorage, (...request) => fetch(...request));
      sent ||= answer === 'sent';
      this.refused = typeof answer === 'object' ? answer.refused : this.refused;
    }
    this.left = waiting(localStorage).length;
    if (sent) {
      location.reload();
    } else if (this.left > 0) {
      this.timer = setTimeout(() => void this.flush(), again);
    }
  }
}

customElements.define('ep-outbox', EpOutbox);
