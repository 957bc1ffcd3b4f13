import type { Room, Seat } from './model';

export interface PlacedSeat {
  readonly seat: Seat;
  readonly row: number;
  readonly column: number;
}

export interface SeatGrid {
  readonly rows: number;
  readonly columns: number;
  readonly seats: readonly PlacedSeat[];
}

/**
 * The room as the camera sees it: far rows on top, and in each row from left to right. Columns follow the place in the
 * picture, so a gap in a row stays a gap. It depends on the seat map alone: nothing that happens moves a seat.
 */
export function place(room: Room): SeatGrid {
  const rowNumbers = [...new Set(room.seats.map((seat) => seat.row))].sort((one, other) => other - one);
  const lines = rowNumbers.map((row) => room.seats.filter((seat) => seat.row === row).sort((one, other) => one.x - other.x || one.id.localeCompare(other.id)));
  const columns = Math.max(1, ...lines.map((line) => line.length));
  const longest = lines.find((line) => line.length === columns) ?? [];
  return {
    rows: Math.max(1, lines.length),
    columns,
    seats: lines.flatMap((line, row) => columnsOf(line, longest).map((column, at) => ({ seat: line[at]!, row: row + 1, column }))),
  };
}

// A shorter row takes the columns of the longest one that lie nearest, each once and in order. Perspective narrows far rows,
// so places are compared by their share of the row's width.
function columnsOf(line: readonly Seat[], longest: readonly Seat[]): number[] {
  if (line.length === longest.length) {
    return line.map((_, at) => at + 1);
  }
  const shares = sharesOf(longest);
  const own = sharesOf(line);
  const columns: number[] = [];
  for (const [at, share] of own.entries()) {
    const least = (columns.at(-1) ?? 0) + 1;
    const most = longest.length - (line.length - at) + 1;
    let best = least;
    for (let column = least; column <= most; column++) {
      if (Math.abs(shares[column - 1]! - share) < Math.abs(shares[best - 1]! - share)) {
        best = column;
      }
    }
    columns.push(best);
  }
  return columns;
}

function sharesOf(line: readonly Seat[]): number[] {
  const left = line[0]?.x ?? 0;
  const width = (line.at(-1)?.x ?? left) - left;
  return line.map((seat) => (width > 0 ? (seat.x - left) / width : 0.5));
}
