import { html, type TemplateResult } from 'lit';
import { icon } from './icons';
import type { Incident, Node } from './model';
import { nodeTrouble } from './seats';
import type { Words } from './words';

const shownAfterEnd = 600_000;

interface TechLine {
  readonly title: string;
  readonly what: string;
  readonly when: string;
}

/** What equipment does or does not. It never mixes with the queue: nobody is to blame. */
export function techLane(nodes: readonly Node[], incidents: readonly Incident[], now: number, words: Words): TemplateResult {
  const lines = [...nodeLines(nodes, now, words), ...incidentLines(incidents, now, words)];
  return html`
    <section class="tlane" aria-label=${words.of('wall.tech')}>
      <h2>${icon('tech')}${words.of('wall.tech')} <span class="muted small">${words.of('wall.tech.note')}</span></h2>
      ${lines.length === 0 ? html`<p class="small muted">${words.of('wall.tech.none')}</p>` : html`<ul>${lines.map((line) => html`
        <li>${icon('tech')}<span><b>${line.title}</b><br><span class="soft">${line.what}</span></span><span class="muted num">${line.when}</span></li>`)}</ul>`}
    </section>`;
}

function nodeLines(nodes: readonly Node[], now: number, words: Words): TechLine[] {
  return nodes.flatMap((node) => {
    const trouble = nodeTrouble(node, undefined, now);
    const when = node.heard === undefined ? '' : words.age(now - node.heard);
    return [
      ...(trouble === undefined ? [] : [{ title: node.id, what: words.of(trouble.key, trouble.about), when }]),
      ...(node.refused === undefined ? [] : [{ title: node.id, what: `${words.of('wall.refused', node.id)}: ${node.refused.join('; ')}`, when }]),
      ...(node.degradation === undefined ? [] : [{ title: node.id, what: node.degradation, when }]),
    ];
  });
}

function incidentLines(incidents: readonly Incident[], now: number, words: Words): TechLine[] {
  return incidents.filter((incident) => incident.scope === 'equipment' && (incident.open || now - (incident.to ?? now) < shownAfterEnd))
    .sort((one, other) => Number(other.open) - Number(one.open) || other.from - one.from)
    .map((incident) => ({
      title: `${words.of('wall.room')} ${incident.roomName}`,
      what: words.capital(incident.name[words.language]),
      when: incident.open ? words.of('incident.runs', words.duration(Math.floor((now - incident.from) / 1000))) : words.time(incident.from),
    }));
}
