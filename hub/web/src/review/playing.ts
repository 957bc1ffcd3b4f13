/** A recording; times are milliseconds since 1970. */
export interface Film {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/** What one camera recorded of the sitting, in the order of time. */
export interface Track {
  readonly name: string;
  readonly films: readonly Film[];
}

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Played before and after what a person should see. */
const around = 5_000;

/** The film that shows this moment, and the second in it; undefined where nothing was recorded. */
export function shownAt(track: Track, at: number): { readonly film: Film; readonly second: number } | undefined {
  const film = track.films.find((one) => one.from <= at && at < one.to);
  return film === undefined ? undefined : { film, second: (at - film.from) / 1000 };
}

/** Where playing goes on: at speed, recorded stretches in which nothing happened are left out; what is not recorded never is. */
export function skipQuiet(at: number, busy: readonly Stretch[], end: number): number {
  if (busy.some((one) => one.from - around <= at && at <= one.to + around)) {
    return at;
  }
  const next = busy.map((one) => one.from - around).filter((from) => from > at).sort((one, other) => one - other)[0];
  return next ?? end;
}

/** The next stretch that begins after this moment; after the last comes the first. */
export function nextOf<T extends Stretch>(all: readonly T[], at: number): T | undefined {
  const sorted = [...all].sort((one, other) => one.from - other.from);
  return sorted.find((one) => one.from > at) ?? sorted[0];
}

/** How far the players may be apart before one is set right, in seconds: more at speed, as seeking costs time. */
export function tolerance(speed: number): number {
  return 0.25 + speed * 0.05;
}
