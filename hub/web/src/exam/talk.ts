import { h } from './dom';
import type { Hub, MessageLine } from './hub';
import { Refused } from './hub';
import type { Words } from './words';

const longestPause = 15_000;

/** Listens for "there is news"; what it is, the page asks the hub as always. Comes back by itself. */
export function listen(address: string, news: () => void): void {
  let pause = 1_000;
  const connect = (): void => {
    const socket = new WebSocket(address);
    socket.onmessage = () => {
      pause = 1_000;
      news();
    };
    socket.onclose = () => {
      setTimeout(connect, pause);
      pause = Math.min(longestPause, pause * 2);
    };
  };
  connect();
}

/** The lines between the student and staff, and a place to write one. Made once; the page puts it where it is needed. */
export class TalkPanel {
  readonly element: HTMLElement;
  private readonly lines = h('ul', { class: 'talk__lines', role: 'log' });
  private readonly text = h('textarea', { class: 'input', rows: '2', maxlength: '512', id: 'talk-text' }) as HTMLTextAreaElement;
  private readonly trouble = h('p', { class: 'small', role: 'alert' });
  private shown = '';

  constructor(private readonly hub: Pick<Hub, 'say'>, private readonly words: Words) {
    const button = (kind: string): HTMLElement => h('button', { class: 'btn', type: 'button', click: () => void this.say(kind) }, words.of(`talk.send.${kind}`));
    this.element = h('section', { class: 'talk card', 'aria-label': words.of('talk.title') }, h('h2', {}, words.of('talk.title')), this.lines,
      h('label', { class: 'small soft', for: 'talk-text' }, words.of('talk.hint')), this.text, this.trouble, h('div', { class: 'talk__do' }, button('message'), button('help'), button('trouble')));
  }

  show(messages: readonly MessageLine[]): void {
    const now = JSON.stringify(messages);
    if (now !== this.shown) {
      this.shown = now;
      this.lines.replaceChildren(...messages.slice(-20).map((one) => h('li', { 'data-from': one.from, 'data-kind': one.kind },
        h('span', { class: 'tiny muted num' }, this.words.time(one.at)), ' ', h('b', {}, this.words.of(one.kind === 'warning' ? 'talk.warning' : `talk.from.${one.from}`)), ' ', one.text)));
    }
  }

  /** A call for help needs no words. */
  private async say(kind: string): Promise<void> {
    const text = this.text.value.trim() || (kind === 'help' ? this.words.of('talk.help.text') : '');
    if (text.length === 0) {
      this.text.focus();
      return;
    }
    try {
      await this.hub.say(kind, text);
      this.text.value = '';
      this.trouble.textContent = '';
    } catch (error) {
      this.trouble.textContent = this.words.of(error instanceof Refused && error.status === 429 ? 'talk.tooMany' : 'talk.failed');
    }
  }
}
