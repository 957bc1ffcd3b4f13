import { post, type Answer } from './hub';
import type { Incident } from './model';

/** A person's answer to what the machine proposes. */
export interface Decision {
  readonly decision: 'confirm' | 'dismiss' | 'undo';
  readonly reason?: string;
  readonly undoes?: string;
}

/** What a person does with a line of the queue before deciding on it. */
export type Handling = { readonly handling: 'take' | 'leave' | 'snooze' } | { readonly handling: 'assign'; readonly to: string };

export function decide(incident: Incident, decision: Decision, token: string): Promise<Answer> {
  return post(`/api/v1/exams/${encodeURIComponent(incident.exam)}/incidents/${encodeURIComponent(incident.id)}/verdicts`, decision, token);
}

export function handle(incident: Incident, handling: Handling, token: string): Promise<Answer> {
  return post(`/wall/exams/${encodeURIComponent(incident.exam)}/incidents/${encodeURIComponent(incident.id)}/handling`, handling, token);
}
