import type { Update } from './model';

const silence = 3_000;
const shortest = 250;
const longest = 5_000;

/** What became of the line to the hub. */
export interface FeedEvents {
  update(update: Update): void;
  lost(since: number): void;
}

/** The line to the hub: comes back by itself, and goes on from what is known. */
export class Feed {
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pause = shortest;
  private heard = Date.now();
  private life = '';
  private revision = 0;
  private closed = false;

  constructor(private readonly url: string, private readonly events: FeedEvents) {
    this.open();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket?.close();
  }

  private open(): void {
    const socket = new WebSocket(`${this.url}${this.url.includes('?') ? '&' : '?'}life=${encodeURIComponent(this.life)}&since=${this.revision}`);
    this.socket = socket;
    socket.addEventListener('message', (message: MessageEvent<string>) => this.take(JSON.parse(message.data) as Update));
    socket.addEventListener('close', () => this.again(socket));
    this.watch(socket);
  }

  private take(update: Update): void {
    this.heard = Date.now();
    this.pause = shortest;
    this.life = update.life;
    this.revision = update.revision;
    this.events.update(update);
    if (this.socket !== undefined) {
      this.watch(this.socket);
    }
  }

  // The hub says something every second: silence means that the line is dead, whatever the socket thinks.
  private watch(socket: WebSocket): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      socket.close();
      this.again(socket);
    }, silence);
  }

  private again(socket: WebSocket): void {
    if (this.closed || this.socket !== socket) {
      return;
    }
    this.socket = undefined;
    clearTimeout(this.timer);
    this.events.lost(this.heard);
    this.timer = setTimeout(() => this.open(), this.pause * (0.5 + Math.random()));
    this.pause = Math.min(longest, this.pause * 2);
  }
}
