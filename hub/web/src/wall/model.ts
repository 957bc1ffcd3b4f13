/** What the hub's wall feed sends (hub/EdgeProctoring.Hub/Dashboard/WallJson.cs). Times are milliseconds since 1970. */
export type Severity = 'alarm' | 'watch' | 'tech';
export type Review = 'open' | 'partly' | 'confirmed' | 'dismissed' | 'recoded';
export type Language = 'kk' | 'ru' | 'en';

export interface Seat {
  readonly id: string;
  readonly name?: string;
  readonly row: number;
  readonly sitting?: string;
  readonly state?: 'paused' | 'break' | 'exit' | 'done';
  readonly since?: number;
  readonly until?: number;
  readonly warnings?: number;
  readonly x: number;
  readonly y: number;
  /** Left, top, right, bottom in ten-thousandths of the picture. */
  readonly box: readonly [number, number, number, number];
}

export interface Room {
  readonly kind: 'room';
  readonly exam: string;
  readonly room: string;
  readonly name: string;
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly seats: readonly Seat[];
}

export interface Incident {
  readonly kind: 'incident';
  readonly id: string;
  readonly exam: string;
  readonly room: string;
  readonly roomName: string;
  readonly seats: readonly string[];
  readonly person?: string;
  readonly code: string;
  readonly sev: Severity;
  readonly scope: 'person' | 'pair' | 'room' | 'equipment';
  readonly class: 'None' | 'Fx' | 'F';
  readonly state: Review;
  readonly quiet: boolean;
  readonly open: boolean;
  readonly from: number;
  readonly to?: number;
  readonly covered: boolean;
  readonly cameras: number;
  readonly evidence: readonly { readonly id: string; readonly stored: boolean }[];
  readonly verdict?: string;
  readonly by?: string;
  readonly at?: number;
  /** Who looks after it, before anybody has decided. */
  readonly taken?: string;
  /** It comes back then. */
  readonly snoozed?: number;
  readonly name: Readonly<Record<Language, string>>;
  readonly why: Readonly<Record<Language, string>>;
}

export interface Node {
  readonly kind: 'node';
  readonly id: string;
  readonly online: boolean;
  readonly heard?: number;
  readonly demo: boolean;
  readonly models: readonly string[];
  readonly cameras: readonly { readonly id: string; readonly room: string; readonly delivering?: boolean; readonly trouble?: string }[];
  readonly waiting?: number;
  readonly degradation?: string;
  readonly refused?: readonly string[];
}

export type Item = Room | Incident | Node;

export interface Update {
  readonly life: string;
  readonly revision: number;
  readonly now: number;
  readonly whole: boolean;
  readonly items: Readonly<Record<string, Item | null>>;
}
