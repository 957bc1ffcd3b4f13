type Content = Node | string | undefined | readonly Content[];
type Attributes = Readonly<Record<string, string | boolean | ((event: Event) => void) | undefined>>;

/** Makes an element. Text is always text: nothing of a student or a hub is ever read as markup. */
export function h(tag: string, attributes: Attributes = {}, ...content: readonly Content[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (typeof value === 'string') {
      element.setAttribute(name, value);
    }
  }
  add(element, content);
  return element;
}

const drawings: Readonly<Record<string, string>> = {
  check: 'm3 8.6 3.2 3.2L13 4.8', watch: 'M8 2.2 14.3 13.3H1.7zM8 6.6v3.2M8 11.6v.1', wait: 'M8 4v4l2.5 2M8 1.5a6.5 6.5 0 1 0 0 13 6.500 6.500 0 0 0 0-13',
  browser: 'M1.500 3h13v10h-13zM1.500 6h13M3.500 4.500h.1M5.500 4.500h.1', camera: 'M1.500 4h9v8.500h-9zM10.500 7l4-2.200v6.900l-4-2.200', mic: 'M6 3.500a2 2 0 0 1 4 0v3.500a2 2 0 0 1-4 0zM3.500 7.500a4.500 4.500 0 0 0 9 0M8 12v2.500',
  light: 'M8 5.200a2.800 2.800 0 1 0 0 5.600 2.800 2.800 0 0 0 0-5.600M8 1.500v1.700M8 12.800v1.700M1.500 8h1.700M12.800 8h1.700', noise: 'M2 8h2l1.500-4 2.500 9 2-6 1 1h3', display: 'M1.500 2.500h13v8.500h-13zM5.500 14h5M8 11v3',
  screen: 'M1.500 2.500h13v8.500h-13zM8 9V5M6 6.700l2-2 2 2M5.500 14h5', upload: 'M8 13V3.500M4 7.500l4-4 4 4', talk: 'M2 3h12v8H8l-3.500 3v-3H2zM5 6.200h6M5 8.300h4',
};

export function icon(name: string, size = 16): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', size === 20 ? 'ic ic--20' : 'ic');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', drawings[name] ?? '');
  svg.append(path);
  return svg;
}

function add(element: HTMLElement, content: readonly Content[]): void {
  for (const one of content) {
    if (Array.isArray(one)) {
      add(element, one as readonly Content[]);
    } else if (one !== undefined) {
      element.append(one as Node | string);
    }
  }
}
