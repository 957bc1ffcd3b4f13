import type { Incident, Item, Node, Room, Update } from './model';

/** All that the wall shows. Immutable: an update makes a new board, so that a change is seen by comparing. */
export interface Board {
  readonly life: string;
  readonly revision: number;
  readonly items: ReadonlyMap<string, Item>;
}

export const emptyBoard: Board = { life: '', revision: 0, items: new Map() };

/** Applies a snapshot or changes. What is older than the board is ignored. */
export function apply(board: Board, update: Update): Board {
  if (!update.whole && (update.life !== board.life || update.revision < board.revision)) {
    return board;
  }
  const items = new Map(update.whole ? [] : board.items);
  for (const [key, item] of Object.entries(update.items)) {
    if (item === null) {
      items.delete(key);
    } else {
      items.set(key, item);
    }
  }
  return { life: update.life, revision: update.revision, items };
}

export function rooms(board: Board): Room[] {
  return [...board.items.values()].filter((item): item is Room => item.kind === 'room')
    .sort((one, other) => one.from - other.from || one.exam.localeCompare(other.exam) || one.room.localeCompare(other.room, undefined, { numeric: true }));
}

export function incidents(board: Board): Incident[] {
  return [...board.items.values()].filter((item): item is Incident => item.kind === 'incident');
}

export function nodes(board: Board): Node[] {
  return [...board.items.values()].filter((item): item is Node => item.kind === 'node')
    .sort((one, other) => one.id.localeCompare(other.id));
}
