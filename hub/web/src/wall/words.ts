import type { Language } from './model';

/** The page's words in its language; they come with the page. */
export class Words {
  constructor(readonly language: Language, private readonly texts: Readonly<Record<string, string>>) {}

  static ofPage(language: string): Words {
    const json = document.getElementById('words')?.textContent ?? '{}';
    return new Words(language === 'kk' || language === 'en' ? language : 'ru', JSON.parse(json) as Record<string, string>);
  }

  of(key: string, ...values: readonly (string | number)[]): string {
    return values.reduce<string>((text, value, at) => text.replace(`{${at}}`, String(value)), this.texts[key] ?? key);
  }

  /** Undefined where the page has no such word. */
  maybe(key: string): string | undefined {
    return this.texts[key];
  }

  /** The word that goes with a number. The hub's pages choose it alike. */
  count(key: string, number: number): string {
    return this.of(key + formOf(this.language, number), number);
  }

  capital(text: string): string {
    return text.charAt(0).toLocaleUpperCase(this.language) + text.slice(1);
  }

  /** Hours and minutes of a moment, on the watcher's clock. */
  time(at: number): string {
    return new Date(at).toLocaleTimeString(this.language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  }

  /** Hours, minutes and seconds of a moment. */
  second(at: number): string {
    return new Date(at).toLocaleTimeString(this.language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  }

  /** Such as 0:28 or 12:05. */
  duration(seconds: number): string {
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  }

  age(milliseconds: number): string {
    const seconds = Math.max(0, Math.round(milliseconds / 1000));
    return seconds < 90 ? `${seconds} ${this.of('unit.second')}` : `${Math.round(seconds / 60)} ${this.of('unit.minute')}`;
  }

  /** Kazakh puts the number first: 17-орын. */
  seat(id: string): string {
    return this.language === 'kk' ? `${id}-${this.of('wall.seat')}` : `${this.of('wall.seat')} ${id}`;
  }
}

export function formOf(language: Language, number: number): '.one' | '.few' | '.many' {
  if (language === 'kk') {
    return '.many';
  }
  if (language === 'en') {
    return number === 1 ? '.one' : '.many';
  }
  const [last, two] = [number % 10, number % 100];
  return last === 1 && two !== 11 ? '.one' : last >= 2 && last <= 4 && (two < 12 || two > 14) ? '.few' : '.many';
}
