import { expect, test } from 'vitest';
import { MultipartReader } from '../../src/live/multipart';

const part = (text: string, at: number): Uint8Array => new TextEncoder().encode(`--ep-live\r\nContent-Type: image/jpeg\r\nContent-Length: ${text.length}\r\nX-At: ${at}\r\n\r\n${text}\r\n`);
const read = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

test('finds a picture and its moment, whatever the pieces', () => {
  const whole = part('picture\r\n\r\nwith lines', 1234);
  for (let cut = 1; cut < whole.length - 2; cut++) {
    const reader = new MultipartReader();
    const first = reader.take(whole.slice(0, cut));
    const found = first ?? reader.take(whole.slice(cut));
    expect(read(found?.jpeg)).toBe('picture\r\n\r\nwith lines');
    expect(found?.at).toBe(1234);
  }
});

test('keeps only the newest of several pictures', () => {
  const reader = new MultipartReader();
  const found = reader.take(new Uint8Array([...part('old', 1), ...part('new', 2)]));
  expect(read(found?.jpeg)).toBe('new');
  expect(found?.at).toBe(2);
});

test('refuses a part without a length and one that would fill the memory', () => {
  expect(() => new MultipartReader().take(new TextEncoder().encode('--x\r\nX-At: 1\r\n\r\n'))).toThrow();
  expect(() => new MultipartReader().take(new TextEncoder().encode('--x\r\nContent-Length: 999999999\r\n\r\n'))).toThrow();
});
