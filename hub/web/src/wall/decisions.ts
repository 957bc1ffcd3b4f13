import type { Incident } from './model';

/** A person's answer to what the machine proposes. */
export interface Decision {
  readonly decision: 'confirm' | 'dismiss' | 'undo';
  readonly reason?: string;
  readonly undoes?: string;
}

/** Sends the answer; null when it was taken, otherwise why not. */
export async function decide(incident: Incident, decision: Decision, token: string): Promise<string | null> {
  try {
    const reply = await fetch(`/api/v1/exams/${encodeURIComponent(incident.exam)}/incidents/${encodeURIComponent(incident.id)}/verdicts`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Forgery-Token': token },
      body: JSON.stringify(decision),
    });
    return reply.ok ? null : String(reply.status);
  } catch {
    return 'offline';
  }
}
