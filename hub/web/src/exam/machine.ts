/** Where the hub says the sitting stands (RemoteState in the hub). */
export type ServerState = 'registered' | 'consented' | 'checked' | 'waiting' | 'admitted' | 'running' | 'paused' | 'ended';

/** What the page shows. Each phase has one clear thing to do. */
export type Phase = 'loading' | 'rules' | 'check' | 'identity' | 'waiting' | 'ready' | 'rejoin' | 'running' | 'paused' | 'ended' | 'elsewhere' | 'signedOut';

export interface Machine {
  readonly phase: Phase;
  readonly server: ServerState | undefined;
  /** Camera, microphone and screen are being taken. */
  readonly captured: boolean;
  readonly elsewhere: boolean;
  readonly signedOut: boolean;
}

export type Happening =
  | { readonly type: 'server'; readonly state: ServerState }
  | { readonly type: 'captured' }
  | { readonly type: 'released' }
  | { readonly type: 'elsewhere' }
  | { readonly type: 'alone' }
  | { readonly type: 'signedOut' }
  | { readonly type: 'signedIn' };

export const begin: Machine = { phase: 'loading', server: undefined, captured: false, elsewhere: false, signedOut: false };

/** The machine after something has happened. The hub's word on the sitting always wins over the page's own. */
export function after(machine: Machine, happening: Happening): Machine {
  const next = change(machine, happening);
  return { ...next, phase: phaseOf(next) };
}

function change(machine: Machine, happening: Happening): Machine {
  switch (happening.type) {
    case 'server': return { ...machine, server: happening.state };
    case 'captured': return { ...machine, captured: true };
    case 'released': return { ...machine, captured: false };
    case 'elsewhere': return { ...machine, elsewhere: true };
    case 'alone': return { ...machine, elsewhere: false };
    case 'signedOut': return { ...machine, signedOut: true };
    case 'signedIn': return { ...machine, signedOut: false };
  }
}

function phaseOf({ server, captured, elsewhere, signedOut }: Machine): Phase {
  if (signedOut) {
    return 'signedOut';
  }
  if (elsewhere && server !== 'ended') {
    return 'elsewhere';
  }
  switch (server) {
    case undefined: return 'loading';
    case 'registered': return 'rules';
    case 'consented': return 'check';
    // Without a live camera nobody can show a document or begin: the check comes again.
    case 'checked': return captured ? 'identity' : 'check';
    case 'waiting': return 'waiting';
    case 'admitted': return captured ? 'ready' : 'check';
    case 'running': return captured ? 'running' : 'rejoin';
    case 'paused': return captured ? 'paused' : 'rejoin';
    case 'ended': return 'ended';
  }
}
