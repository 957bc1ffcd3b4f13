import { svg, type SVGTemplateResult } from 'lit';

const shapes = {
  alarm: svg`<path d="M5.2 1.8h5.6l3.4 3.4v5.6l-3.4 3.4H5.2l-3.4-3.4V5.2z"/><path d="M8 4.8v3.7M8 11.2v.1"/>`,
  watch: svg`<path d="M8 2.2 14.3 13.3H1.7z"/><path d="M8 6.6v3.2M8 11.6v.1"/>`,
  tech: svg`<path d="M5.6 1.8v3.4M10.4 1.8v3.4M3.6 5.2h8.8v2.3a4.4 4.4 0 0 1-8.8 0zM8 12v2.4"/>`,
  hall: svg`<path d="M2 13.5V3.5l6-2 6 2v10M1 13.5h14M5 6.5h2M9 6.5h2M5 9.5h2M9 9.5h2"/>`,
  check: svg`<path d="m3 8.6 3.2 3.2L13 4.8"/>`,
  close: svg`<path d="m3.5 3.5 9 9M12.5 3.5l-9 9"/>`,
} as const;

export type Icon = keyof typeof shapes;

export function icon(name: Icon, small = false): SVGTemplateResult {
  return svg`<svg class="ic ${small ? 'ic--12' : ''}" viewBox="0 0 16 16" aria-hidden="true">${shapes[name]}</svg>`;
}
