import { svg, type SVGTemplateResult } from 'lit';

const shapes = {
  alarm: svg`<path d="M5.2 1.8h5.6l3.4 3.4v5.6l-3.4 3.4H5.2l-3.4-3.4V5.2z"/><path d="M8 4.8v3.7M8 11.2v.1"/>`,
  watch: svg`<path d="M8 2.2 14.3 13.3H1.7z"/><path d="M8 6.6v3.2M8 11.6v.1"/>`,
  tech: svg`<path d="M5.6 1.8v3.4M10.4 1.8v3.4M3.6 5.2h8.8v2.3a4.4 4.4 0 0 1-8.8 0zM8 12v2.4"/>`,
  hall: svg`<path d="M2 13.5V3.5l6-2 6 2v10M1 13.5h14M5 6.5h2M9 6.5h2M5 9.5h2M9 9.5h2"/>`,
  check: svg`<path d="m3 8.6 3.2 3.2L13 4.8"/>`,
  close: svg`<path d="m3.5 3.5 9 9M12.5 3.5l-9 9"/>`,
  sign: svg`<path d="M1.5 13.5h13M3 11c3-1 5.5-6.5 5-8S5 4 5 7.5s2 4 3.5 2 1.5-1.5 2 0 1.500 1 2.500.500"/>`,
  netoff: svg`<path d="M1.5 6.3a9.500 9.500 0 0 1 4-2.300M9 3.700a9.500 9.500 0 0 1 5.500 2.600M4 9a6 6 0 0 1 3-1.500M8 12.300v.1M2 2l12 12"/>`,
  camera: svg`<path d="M5.500 4.500 6.500 3h3l1 1.500h3v8.500h-11V4.500z"/><circle cx="8" cy="8.500" r="2.300"/>`,
} as const;

export type Icon = keyof typeof shapes;

export function icon(name: Icon, small = false): SVGTemplateResult {
  return svg`<svg class="ic ${small ? 'ic--12' : ''}" viewBox="0 0 16 16" aria-hidden="true">${shapes[name]}</svg>`;
}
