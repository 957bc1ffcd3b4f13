import { possible, type Act, type Target } from './acts';
import type { Toast } from './acting';
import type { Incident } from './model';
import { isDecided } from './queue';
import type { QueueActions } from './queue-item';

/** What the keys work on. */
export interface KeyBoard {
  readonly now: number;
  readonly selected: string | undefined;
  readonly dismissing: string | undefined;
  readonly target: Target | undefined;
  readonly actions: QueueActions;
  readonly reasons: readonly string[];
  readonly back: Toast | undefined;
  readonly page: HTMLElement;
  go(incident: string | undefined): void;
  begin(act: Act): void;
  help(): void;
  mute(): void;
  escape(): void;
  enlarge(incident: Incident): void;
}

/** By physical key, so that Kazakh and Russian layouts work; off while somebody types. */
export function pressed(event: KeyboardEvent, line: readonly Incident[], keys: KeyBoard): void {
  if (event.code === 'Escape') {
    keys.escape();
    return;
  }
  if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.key === '?') {
    keys.help();
    return;
  }
  const at = line.findIndex((incident) => incident.id === keys.selected);
  const incident = line[at];
  const { actions } = keys;
  const open = incident !== undefined && actions.mayDecide && !isDecided(incident, keys.now) ? incident : undefined;
  switch (event.shiftKey ? `Shift+${event.code}` : event.code) {
    case 'KeyJ': keys.go(line[Math.min(line.length - 1, at + 1)]?.id); break;
    case 'KeyK': keys.go(line[Math.max(0, at - 1)]?.id); break;
    case 'KeyA': if (open !== undefined) { actions.confirm(open); } break;
    case 'KeyD': if (open !== undefined) { actions.ask(open); } break;
    case 'KeyE': if (open !== undefined) { actions.handle(open, { handling: 'snooze' }); } break;
    case 'KeyT': if (open !== undefined) { actions.handle(open, { handling: open.taken === undefined ? 'take' : 'leave' }); } break;
    case 'KeyW': begin(event, keys, 'warn'); break;
    case 'KeyP': begin(event, keys, 'pause', 'resume'); break;
    case 'Shift+KeyT': begin(event, keys, 'terminate'); break;
    case 'KeyZ': if (keys.back !== undefined && keys.back.until > keys.now) { keys.back.back(); } else if (incident !== undefined && actions.mayDecide && isDecided(incident, keys.now)) { actions.undo(incident); } break;
    case 'KeyM': keys.mute(); break;
    case 'KeyF': void (document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen()); break;
    case 'Slash': keys.page.querySelector<HTMLInputElement>('[name=search]')?.focus(); event.preventDefault(); break;
    case 'Space': if (incident !== undefined && !(event.target instanceof HTMLButtonElement)) { keys.enlarge(incident); event.preventDefault(); } break;
    default: digit(event.code, open, keys);
  }
}

function begin(event: KeyboardEvent, keys: KeyBoard, ...acts: readonly Act[]): void {
  const act = keys.target === undefined ? undefined : acts.find((one) => possible(keys.target!, keys.actions.mayDecide, false).includes(one));
  if (act !== undefined) {
    event.preventDefault();
    keys.begin(act);
  }
}

function digit(code: string, open: Incident | undefined, keys: KeyBoard): void {
  const number = code.startsWith('Digit') ? Number(code.slice(5)) : 0;
  const reason = keys.reasons[number - 1];
  if (open !== undefined && keys.dismissing === open.id) {
    if (reason !== undefined) {
      keys.actions.dismiss(open, reason);
    }
  } else if (number > 0) {
    const map = keys.page.querySelectorAll<HTMLElement>('.map')[number - 1];
    map?.focus();
    map?.scrollIntoView({ block: 'nearest' });
  }
}
