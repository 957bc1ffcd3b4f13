import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icons';
import { isDecided, type QueueItem } from './queue';
import type { Words } from './words';

/** How much waits, and whether the order is held. */
export function queueHead(items: readonly QueueItem[], more: number, now: number, words: Words): TemplateResult {
  const open = items.filter((item) => !isDecided(item.incident, now));
  const red = open.filter((item) => item.incident.sev === 'alarm').length;
  return html`
    <div class="qh"><h2>${words.of('wall.queue')}</h2>
      ${red > 0 ? html`<span class="badge" data-solid data-sev="alarm">${icon('alarm')}${red}</span>` : nothing}
      ${open.length > red ? html`<span class="badge" data-sev="watch" data-by="machine">${icon('watch')}${open.length - red}</span>` : nothing}
    </div>
    ${more > 0 ? html`<p class="qlock"><span class="grow">${words.of('wall.queue.held')}</span><b>${words.of('wall.queue.new', more)}</b></p>` : nothing}`;
}
