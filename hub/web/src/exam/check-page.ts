import { h, icon } from './dom';
import type { CheckId, Finding } from './checks';
import type { Words } from './words';

/** How each check stands: not tried yet, being tried, or found. */
export type CheckBoard = Readonly<Partial<Record<CheckId, Finding | 'trying'>>>;

export const checkOrder: readonly CheckId[] = ['browser', 'camera', 'mic', 'light', 'noise', 'display', 'screen', 'upload'];

export interface CheckActions {
  readonly camera: () => void;
  readonly screen: () => void;
  readonly again: () => void;
  readonly done: () => void;
}

export function allFine(board: CheckBoard): boolean {
  return checkOrder.every((id) => { const found = board[id]; return typeof found === 'object' && found.ok; });
}

/** The one thing to do next: the first check that is not fine says it. */
export function nextCheck(board: CheckBoard): CheckId | undefined {
  return checkOrder.find((id) => { const found = board[id]; return typeof found !== 'object' || !found.ok; });
}

export function checkList(board: CheckBoard, leastKbits: number, words: Words, actions: CheckActions): HTMLElement {
  return h('ul', { class: 'checks card', 'aria-label': words.of('check.title') }, checkOrder.map((id) => line(id, board[id], leastKbits, words, actions)));
}

function line(id: CheckId, found: Finding | 'trying' | undefined, leastKbits: number, words: Words, actions: CheckActions): HTMLElement {
  const failed = typeof found === 'object' && !found.ok ? found : undefined;
  const fine = typeof found === 'object' && found.ok;
  const state = failed !== undefined ? 'fix' : fine ? 'ready' : found === 'trying' ? 'trying' : 'next';
  return h('li', { class: 'chk', 'data-check': id, 'data-state': state },
    h('div', { class: 'chk__line' },
      h('span', { class: 'mark' }, fine ? icon('check') : failed !== undefined ? icon('watch') : ''),
      icon(id, 20),
      h('div', {}, h('h2', {}, words.of(`check.${id}`)), h('p', { class: 'small soft' }, failed === undefined ? words.of(`check.${id}.${fine ? 'fine' : 'why'}`) : reason(failed, leastKbits, words))),
      h('span', { class: 'st' }, id === 'upload' && fine ? words.of('check.kbits', words.number((found.value ?? 0) / 1000, 1)) : words.of(`check.state.${state}`))),
    failed === undefined ? undefined : cure(id, failed, words, actions));
}

function reason(found: Finding, leastKbits: number, words: Words): string {
  return found.reason === 'upload.slow' ? words.of('reason.upload.slow', words.number((found.value ?? 0) / 1000, 1), words.number(leastKbits / 1000, 1)) : words.of(`reason.${found.reason}`);
}

function cure(id: CheckId, found: Finding, words: Words, actions: CheckActions): HTMLElement {
  const act = id === 'screen' ? actions.screen : id === 'camera' ? actions.camera : actions.again;
  return h('div', { class: 'cure', role: 'alert' },
    h('h3', {}, words.of('check.cure')),
    h('ol', {}, words.steps(`cure.${found.reason}`).map((step) => h('li', {}, h('span', {}, step)))),
    h('button', { class: 'btn', type: 'button', click: act }, words.of(id === 'screen' ? 'check.screen.again' : 'check.again')));
}
