import type { Words } from '../wall/words';

export type Fresh = 'live' | 'late' | 'stale' | 'lost';

/** How old a picture may be and still be called so, in milliseconds. */
export function fresh(age: number): Fresh {
  return age <= 1_000 ? 'live' : age <= 3_000 ? 'late' : age <= 30_000 ? 'stale' : 'lost';
}

/** Such as 0.4 s ago, 1 min 24 s ago. */
export function ageText(age: number, words: Words): string {
  const tenths = Math.max(0, Math.round(age / 100));
  const seconds = Math.floor(tenths / 10);
  const text = seconds < 10 ? `${(tenths / 10).toFixed(1).replace('.', words.language === 'en' ? '.' : ',')} ${words.of('unit.second')}`
    : seconds < 60 ? `${seconds} ${words.of('unit.second')}` : `${Math.floor(seconds / 60)} ${words.of('unit.minute')} ${seconds % 60} ${words.of('unit.second')}`;
  return words.of('live.ago', text);
}
