import { inverse, lacks, take, type Act, type ActForm, type Target } from './acts';
import { prove, type Answer } from './hub';
import type { Room } from './model';
import type { Words } from './words';

export const undoTime = 5_000;

/** A line about what was done, with the way back as long as there is one. */
export interface Toast {
  readonly text: string;
  readonly until: number;
  readonly label: string;
  back(): void;
}

interface Host {
  readonly token: string;
  readonly words: Words;
  readonly say: (text: string) => void;
  readonly now: () => number;
  readonly changed: () => void;
}

/** Whom the drawer is about, by name, so that it follows the board. */
interface Chosen {
  readonly kind: Target['kind'];
  readonly exam: string;
  readonly room: string;
  readonly seat: string;
}

/** What a person is doing on the wall: to whom, the form that is open, the proof that the hub asks for, the way back. */
export class Acting {
  form: ActForm | undefined;
  asked = false;
  busy = false;
  toast: Toast | undefined;
  proof: { readonly refused: boolean; readonly done: (proved: boolean) => void } | undefined;
  private chosen: Chosen | undefined;

  constructor(private readonly host: Host) {}

  get isOpen(): boolean {
    return this.chosen !== undefined;
  }

  choose(target: Target | undefined): void {
    this.chosen = target === undefined ? undefined : { kind: target.kind, exam: target.room.exam, room: target.room.room, seat: target.kind === 'seat' ? target.seat.id : '' };
    this.form = undefined;
    this.asked = false;
    this.host.changed();
  }

  /** The target as the board has it now. */
  target(rooms: readonly Room[]): Target | undefined {
    const room = rooms.find((one) => one.exam === this.chosen?.exam && one.room === this.chosen.room);
    const seat = room?.seats.find((one) => one.id === this.chosen?.seat);
    return room === undefined ? undefined : this.chosen?.kind === 'seat' ? seat && { kind: 'seat', room, seat } : { kind: this.chosen?.kind ?? 'room', room };
  }

  begin(act: Act): void {
    this.change({ act, reason: '', minutes: 10 });
    this.asked = false;
  }

  change(form: ActForm | undefined): void {
    this.form = form;
    this.host.changed();
  }

  async send(target: Target, who: string): Promise<void> {
    const { form } = this;
    this.asked = true;
    this.host.changed();
    if (form === undefined || this.busy || lacks(form) !== undefined) {
      return;
    }
    this.busy = true;
    const answer = await this.ask(() => take(target, form, this.host.token));
    this.busy = false;
    if (answer.ok) {
      this.form = undefined;
      this.tell(target, form.act, who);
    } else {
      this.host.say(this.host.words.of('act.failed', this.host.words.maybe(`act.refused.${answer.why}`) ?? answer.why));
    }
    this.host.changed();
  }

  /** Asks for a proof where the hub wants one, and then again. */
  async ask(what: () => Promise<Answer>): Promise<Answer> {
    const answer = await what();
    if (answer.ok || !answer.needsProof) {
      return answer;
    }
    const proved = await new Promise<boolean>((done) => {
      this.proof = { refused: false, done };
      this.host.changed();
    });
    return proved ? await what() : { ok: false, needsProof: false, why: 'proof-needed' };
  }

  async prove(password: string): Promise<void> {
    const { proof } = this;
    const answer = await prove(password, this.host.token);
    if (proof === undefined) {
      return;
    }
    this.proof = answer.ok ? undefined : { ...proof, refused: true };
    this.host.changed();
    if (answer.ok) {
      proof.done(true);
    }
  }

  closeProof(): void {
    const { proof } = this;
    this.proof = undefined;
    this.host.changed();
    proof?.done(false);
  }

  show(toast: Toast | undefined): void {
    this.toast = toast;
    this.host.changed();
  }

  private tell(target: Target, act: Act, who: string): void {
    const { words } = this.host;
    const text = words.of('act.done', words.of(`act.${act}`), who);
    const back = inverse(act);
    this.host.say(back === undefined ? text : '');
    this.show(back === undefined ? undefined : {
      text, until: this.host.now() + undoTime, label: words.of(`act.${back}`),
      back: () => { this.form = { act: back, reason: words.of('act.mistake'), minutes: 0 }; this.toast = undefined; void this.send(target, who); },
    });
  }
}
