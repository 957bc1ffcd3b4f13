import { post, type Answer } from './hub';
import type { Room, Seat } from './model';

/** Whom an act concerns: one person, everybody in a room, or everybody in an exam. */
export type Target = { readonly kind: 'seat'; readonly room: Room; readonly seat: Seat } | { readonly kind: 'room'; readonly room: Room } | { readonly kind: 'exam'; readonly room: Room };

export type Act = 'message' | 'warn' | 'pause' | 'resume' | 'extra-time' | 'terminate';

/** An act that is being filled in. */
export interface ActForm {
  readonly act: Act;
  readonly reason: string;
  readonly minutes: number;
}

export const minutesMost = 240;
const remote = 'remote';

/** What can be done now, the harmless first. */
export function possible(target: Target, mayAttend: boolean, maySchedule: boolean): Act[] {
  if (target.kind === 'exam') {
    return maySchedule ? ['pause', 'resume', 'extra-time', 'terminate'] : [];
  }
  if (!mayAttend) {
    return [];
  }
  if (target.kind === 'room') {
    return ['warn', 'pause', 'resume', 'extra-time', 'terminate'];
  }
  if (target.seat.sitting === undefined || target.seat.state === 'done') {
    return [];
  }
  const talk: Act[] = target.room.room === remote ? ['message'] : [];
  return [...talk, 'warn', target.seat.state === 'paused' ? 'resume' : 'pause', 'extra-time', 'terminate'];
}

/** What lacks before the act may be sent. To go on again needs no reason. */
export function lacks(form: ActForm): 'reason' | 'minutes' | undefined {
  return form.act === 'extra-time' && !(Number.isInteger(form.minutes) && form.minutes >= 1 && form.minutes <= minutesMost) ? 'minutes'
    : form.act !== 'resume' && form.reason.trim() === '' ? 'reason' : undefined;
}

/** The act that takes this one back, where there is one. */
export function inverse(act: Act): Act | undefined {
  return act === 'pause' ? 'resume' : act === 'resume' ? 'pause' : undefined;
}

export function take(target: Target, form: ActForm, token: string): Promise<Answer> {
  const exam = encodeURIComponent(target.room.exam);
  if (form.act === 'message') {
    return post(`/api/v1/exams/${exam}/remote/${encodeURIComponent(target.kind === 'seat' ? target.seat.sitting ?? '' : '')}/messages`, { text: form.reason.trim() }, token);
  }
  const place = target.kind === 'seat' ? `/sittings/${encodeURIComponent(target.seat.sitting ?? '')}` : target.kind === 'room' ? `/rooms/${encodeURIComponent(target.room.room)}` : '';
  const reason = form.reason.trim();
  return post(`/api/v1/exams/${exam}${place}/steps`, { step: form.act, ...(form.act === 'extra-time' ? { minutes: form.minutes } : {}), ...(reason === '' ? {} : { reason }) }, token);
}
