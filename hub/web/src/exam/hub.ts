import type { ServerState } from './machine';
import type { Piece } from './spool';

/** SittingState of the hub. Times are milliseconds since 1970. */
export interface SittingState {
  readonly state: ServerState;
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly started?: number | null;
  readonly endedBy?: string | null;
  readonly reason?: string | null;
  readonly leastUploadKbits: number;
  readonly messages: readonly MessageLine[];
}

/** One line between the student and staff. */
export interface MessageLine {
  readonly at: number;
  readonly from: 'student' | 'staff';
  readonly kind: 'message' | 'help' | 'trouble' | 'warning';
  readonly text: string;
}

/** What the hub refused, by name. */
export class Refused extends Error {
  constructor(readonly status: number, readonly code: string, detail: string) {
    super(detail);
  }
}

const patience = 20_000;

/** The hub as the student's page talks to it. */
export class Hub {
  constructor(readonly base: string, private readonly token: string) {}

  state(): Promise<SittingState> {
    return this.ask<SittingState>('GET', 'state');
  }

  step(step: string, detail = ''): Promise<SittingState> {
    return this.ask<SittingState>('POST', `steps/${step}`, JSON.stringify({ detail }));
  }

  async say(kind: string, text: string): Promise<void> {
    await this.ask<undefined>('POST', 'messages', JSON.stringify({ kind, text }));
  }

  async clock(): Promise<number> {
    return (await this.ask<{ now: number }>('GET', 'clock')).now;
  }

  async openSegment(tab: string, before: string | undefined): Promise<number> {
    return (await this.ask<{ segment: number }>('POST', 'segments', JSON.stringify({ tab, before }))).segment;
  }

  async measure(bytes: Uint8Array<ArrayBuffer>): Promise<number> {
    return (await this.ask<{ bytes: number }>('POST', 'upload-test', bytes)).bytes;
  }

  /** The status and the refusal's code; throws where no answer came. */
  async put(piece: Piece): Promise<{ status: number; code: string }> {
    const answer = await fetch(`${this.base}/streams/${piece.stream}/${piece.segment}/${piece.seq}`, {
      method: 'PUT', body: piece.bytes, signal: AbortSignal.timeout(patience),
      headers: {
        'X-Forgery-Token': this.token, 'X-Sha256': piece.sha256, 'X-From': String(Math.round(piece.from)), 'X-To': String(Math.round(piece.to)), 'X-Tab': piece.tab,
        'Content-Type': 'application/octet-stream',
      },
    });
    return { status: answer.status, code: answer.ok || answer.status === 409 ? '' : (await refusal(answer)).code };
  }

  private async ask<T>(method: string, path: string, body?: string | Uint8Array<ArrayBuffer>): Promise<T> {
    const answer = await fetch(`${this.base}/${path}`, {
      method, signal: AbortSignal.timeout(patience), ...(body === undefined ? {} : { body }),
      headers: {
        'X-Forgery-Token': this.token, Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': typeof body === 'string' ? 'application/json' : 'application/octet-stream' }),
      },
    });
    if (!answer.ok) {
      throw await refusal(answer);
    }
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  }
}

async function refusal(answer: Response): Promise<Refused> {
  const problem = await answer.json().catch(() => ({})) as { code?: string; detail?: string };
  return new Refused(answer.status, problem.code ?? '', problem.detail ?? answer.statusText);
}
