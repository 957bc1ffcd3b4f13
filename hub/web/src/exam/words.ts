export type Language = 'kk' | 'ru' | 'en';

/** The page's words in its language; they come with the page. */
export class Words {
  constructor(readonly language: Language, private readonly texts: Readonly<Record<string, string>>) {}

  static ofPage(language: string): Words {
    const json = document.getElementById('words')?.textContent ?? '{}';
    return new Words(language === 'kk' || language === 'en' ? language : 'ru', JSON.parse(json) as Record<string, string>);
  }

  of(key: string, ...values: readonly (string | number)[]): string {
    return values.reduce<string>((text, value, at) => text.replaceAll(`{${at}}`, String(value)), this.texts[key] ?? key);
  }

  /** A cure's steps, one a line. */
  steps(key: string): readonly string[] {
    return this.of(key).split('\n').map((line) => line.trim()).filter((line) => line.length > 0);
  }

  time(at: number): string {
    return new Date(at).toLocaleTimeString(this.language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  }

  number(value: number, digits: number): string {
    return value.toLocaleString(this.language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  }
}
