import type { Incident } from './model';

/** A person's answer to what the machine proposes. */
export interface Decision {
  readonly decision: 'confirm' | 'dismiss' | 'undo';
  readonly reason?: string;
  readonly undoes?: string;
}

/** What a person does with a line of the queue before deciding on it. */
export type Handling = 'take' | 'leave' | 'snooze';

/** Sends the answer; null when it was taken, otherwise why not. */
export function decide(incident: Incident, decision: Decision, token: string): Promise<string | null> {
  return post(`/api/v1/exams/${encodeURIComponent(incident.exam)}/incidents/${encodeURIComponent(incident.id)}/verdicts`, decision, token);
}

export function handle(incident: Incident, handling: Handling, token: string): Promise<string | null> {
  return post(`/wall/exams/${encodeURIComponent(incident.exam)}/incidents/${encodeURIComponent(incident.id)}/handling`, { handling }, token);
}

async function post(path: string, body: object, token: string): Promise<string | null> {
  try {
    const reply = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Forgery-Token': token }, body: JSON.stringify(body) });
    return reply.ok ? null : String(reply.status);
  } catch {
    return 'offline';
  }
}
