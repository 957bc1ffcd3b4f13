import { checkList, allFine, nextCheck, type CheckActions, type CheckBoard } from './check-page';
import { h, icon } from './dom';
import type { SittingState } from './hub';
import type { Saving } from './saving';
import { page, primary } from './steps';
import type { Words } from './words';

export const shots = ['document', 'face', 'left', 'right'] as const;

export interface Look {
  readonly words: Words;
  readonly name: string;
  readonly title: string;
  readonly state: SittingState | undefined;
  readonly now: number;
}

export function rulesView(look: Look, agree: () => void): HTMLElement {
  const { words } = look;
  const box = h('input', { type: 'checkbox', id: 'agree' }) as HTMLInputElement;
  const go = (): void => { if (box.checked) { agree(); } else { box.focus(); box.setAttribute('aria-invalid', 'true'); } };
  return page(words.of('rules.hello', look.name), words.of('rules.lead'), 'rules', words,
    h('section', { class: 'card rules' }, h('h2', {}, words.of('rules.title')), h('ul', { class: 'rules__list' }, words.steps('rules.list').map((rule) => h('li', {}, rule))),
      h('h2', {}, words.of('rules.recorded')), h('p', {}, words.of('rules.recorded.text')),
      h('label', { class: 'agree', for: 'agree' }, box, h('span', {}, words.of('rules.agree')))),
    primary(words.of('next'), go));
}

export function checkView(look: Look, board: CheckBoard, mirror: HTMLElement, rehearsal: boolean, actions: CheckActions): HTMLElement {
  const { words } = look;
  const ready = allFine(board);
  const next = nextCheck(board);
  const untried = board.camera === undefined;
  const action = untried ? primary(words.of('check.begin'), actions.camera)
    : board.screen === undefined && next === 'screen' ? primary(words.of('check.screen.choose'), actions.screen)
    : primary(words.of(rehearsal ? 'check.rehearsed' : 'next'), actions.done, ready ? undefined : words.of('check.open', words.of(`check.${next ?? 'browser'}`)));
  return page(words.of('check.title'), words.of('check.lead'), 'check', words,
    h('div', { class: 'cols' }, checkList(board, look.state?.leastUploadKbits ?? 1000, words, actions),
      h('aside', { class: 'side' }, mirror, h('details', { class: 'card why' }, h('summary', { class: 'strong small' }, words.of('check.why')), h('p', { class: 'small soft' }, words.of('check.why.text'))))),
    action);
}

export function identityView(look: Look, taken: readonly string[], mirror: HTMLElement, busy: boolean, shoot: () => void): HTMLElement {
  const { words } = look;
  const shot = shots[taken.length] ?? 'right';
  const asked = look.state?.reason;
  return page(words.of('identity.title'), words.of('identity.lead'), 'identity', words,
    asked === undefined || asked === null ? undefined : h('p', { class: 'banner', 'data-sev': 'watch', role: 'alert' }, icon('watch'), words.of('identity.again', asked)),
    h('div', { class: 'cols' },
      h('section', { class: 'card shot' }, h('p', { class: 'small soft' }, words.of('identity.count', taken.length + 1, shots.length)), h('h2', {}, words.of(`identity.${shot}`)),
        h('p', {}, words.of(`identity.${shot}.how`)), h('p', { class: 'small soft' }, words.of('identity.why'))),
      h('aside', { class: 'side' }, mirror)),
    primary(words.of('identity.shoot'), shoot, busy ? words.of('identity.sending') : undefined));
}

export function messageView(look: Look, phase: 'waiting' | 'elsewhere' | 'signedOut' | 'loading', action?: HTMLElement): HTMLElement {
  const { words } = look;
  return page(words.of(`${phase}.title`), words.of(`${phase}.lead`), phase, words, h('div', { class: 'card state', role: 'status' }, icon(phase === 'waiting' ? 'wait' : 'watch', 20), h('p', {}, words.of(`${phase}.text`))), action);
}

export function readyView(look: Look, start: () => void): HTMLElement {
  const { words } = look;
  const early = look.state !== undefined && look.now < look.state.from;
  return page(words.of('ready.title'), words.of('ready.lead'), 'ready', words,
    h('section', { class: 'card rules' }, h('ul', { class: 'rules__list' }, words.steps('ready.list').map((line) => h('li', {}, line)))),
    primary(words.of('ready.ok'), start, early ? words.of('ready.early', words.time(look.state!.from)) : undefined));
}

export function rejoinView(look: Look, go: () => void, trouble: string | undefined, talk: HTMLElement): HTMLElement {
  const { words } = look;
  return page(words.of('rejoin.title'), words.of('rejoin.lead'), 'rejoin', words,
    h('div', { class: 'card state', role: 'status' }, icon('camera', 20), h('p', {}, words.of('rejoin.text')), trouble === undefined ? undefined : h('p', { class: 'small', role: 'alert' }, words.of(`reason.${trouble}`))),
    primary(words.of('rejoin.go'), go), talk);
}

export function examView(look: Look, paper: HTMLElement, side: readonly HTMLElement[], paused: boolean, finish: () => void): HTMLElement {
  const { words, state } = look;
  return h('div', { class: 'sit', 'data-phase': paused ? 'paused' : 'running' },
    h('div', { class: 'sit__bar' }, h('h1', { tabindex: '-1' }, look.title), h('span', { class: 'small soft num' }, words.of('exam.until', new Date(state?.to ?? 0).toLocaleTimeString(words.language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }))),
      h('span', { class: 'grow' }), h('button', { class: 'btn', type: 'button', click: finish }, words.of('exam.finish'))),
    paused ? h('div', { class: 'banner', 'data-sev': 'watch', role: 'alert' }, icon('wait'), words.of('paused.text', state?.reason ?? '')) : undefined,
    h('div', { class: 'sit__main' }, paused ? h('div', { class: 'card state' }, h('p', {}, words.of('paused.lead'))) : paper, h('aside', { class: 'sit__side' }, side)));
}

export function endedView(look: Look, saving: Saving, waiting: number): HTMLElement {
  const { words, state } = look;
  const why = state?.endedBy ?? 'finish';
  return page(words.of('ended.title'), words.of(`ended.${why}`, state?.reason ?? ''), 'ended', words,
    h('div', { class: 'card state', role: 'status', 'data-saving': saving.kind, 'data-waiting': String(waiting) }, icon(waiting === 0 ? 'check' : 'upload', 20),
      h('p', {}, waiting === 0 ? words.of('ended.saved') : words.of('ended.sending', waiting)), h('p', { class: 'small soft' }, saving.text)),
    h('p', { class: 'small' }, h('a', { href: `${location.pathname}/after` }, words.of('ended.after')), ' · ', h('a', { href: '/exam' }, words.of('ended.list'))));
}
