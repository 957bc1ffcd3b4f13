import { h } from './dom';
import type { Phase } from './machine';
import type { Words } from './words';

const names = ['rules', 'check', 'identity', 'exam'] as const;
const stepOf: Readonly<Record<Phase, number>> = {
  loading: 0, rules: 0, check: 1, identity: 2, waiting: 2, ready: 3, rejoin: 3, running: 3, paused: 3, ended: 4, elsewhere: 0, signedOut: 0,
};

export function stepper(phase: Phase, words: Words): HTMLElement {
  const at = stepOf[phase];
  return h('ol', { class: 'stepper', 'aria-label': words.of('steps') }, names.map((name, index) =>
    h('li', { 'data-state': index < at ? 'done' : undefined, 'aria-current': index === at ? 'step' : undefined }, words.of(`steps.${name}`))));
}

/** A step's head and its one action. */
export function page(title: string, lead: string, phase: Phase, words: Words, ...content: readonly (Node | undefined)[]): HTMLElement {
  return h('div', { class: 'wrap', 'data-phase': phase },
    h('div', { class: 'head' }, h('div', {}, h('h1', { tabindex: '-1' }, title), h('p', {}, lead)), stepper(phase, words)), content);
}

export function primary(text: string, click: () => void, disabledWhy?: string): HTMLElement {
  const disabled = disabledWhy !== undefined;
  return h('div', { class: 'go' },
    disabled ? h('p', { class: 'small soft grow', id: 'why' }, disabledWhy) : h('span', { class: 'grow' }),
    h('button', { class: 'btn btn--lg btn--primary', type: 'button', 'aria-disabled': disabled ? 'true' : undefined, 'aria-describedby': disabled ? 'why' : undefined, click: () => { if (!disabled) { click(); } } }, text));
}
