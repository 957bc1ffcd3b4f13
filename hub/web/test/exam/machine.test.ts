import { describe, expect, it } from 'vitest';
import { after, begin, type Happening, type Machine, type Phase, type ServerState } from '../../src/exam/machine';

const servers: readonly ServerState[] = ['registered', 'consented', 'checked', 'waiting', 'admitted', 'running', 'paused', 'ended'];

/** The phase for each word of the hub: without and with camera, microphone and screen. */
const phases: Readonly<Record<ServerState, readonly [Phase, Phase]>> = {
  registered: ['rules', 'rules'], consented: ['check', 'check'], checked: ['check', 'identity'], waiting: ['waiting', 'waiting'], admitted: ['check', 'ready'],
  running: ['rejoin', 'running'], paused: ['rejoin', 'paused'], ended: ['ended', 'ended'],
};

const happenings: readonly Happening[] = [
  ...servers.map((state): Happening => ({ type: 'server', state })), { type: 'captured' }, { type: 'released' }, { type: 'elsewhere' }, { type: 'alone' }, { type: 'signedOut' }, { type: 'signedIn' },
];

function expected(machine: Machine): Phase {
  if (machine.signedOut) {
    return 'signedOut';
  }
  if (machine.elsewhere && machine.server !== 'ended') {
    return 'elsewhere';
  }
  return machine.server === undefined ? 'loading' : phases[machine.server][machine.captured ? 1 : 0];
}

function everyMachine(): Machine[] {
  const flags = [false, true];
  return [undefined, ...servers].flatMap((server) => flags.flatMap((captured) => flags.flatMap((elsewhere) => flags.map((signedOut) => {
    const machine = { phase: 'loading' as Phase, server, captured, elsewhere, signedOut };
    return { ...machine, phase: expected(machine) };
  }))));
}

describe('the exam page', () => {
  it('shows the phase of the table after every happening in every state', () => {
    for (const machine of everyMachine()) {
      for (const happening of happenings) {
        const next = after(machine, happening);
        expect(next.phase, `${JSON.stringify(machine)} + ${JSON.stringify(happening)}`).toBe(expected(next));
      }
    }
  });

  it('changes nothing but what happened', () => {
    for (const machine of everyMachine()) {
      expect(after(machine, { type: 'captured' })).toMatchObject({ server: machine.server, elsewhere: machine.elsewhere, signedOut: machine.signedOut, captured: true });
      expect(after(machine, { type: 'server', state: 'ended' })).toMatchObject({ server: 'ended', captured: machine.captured, elsewhere: machine.elsewhere });
      expect(after(machine, { type: 'elsewhere' }).elsewhere).toBe(true);
      expect(after(machine, { type: 'signedOut' }).phase).toBe('signedOut');
    }
  });

  it('leads from the rules to the end by one way', () => {
    const way: readonly Happening[] = [
      { type: 'server', state: 'registered' }, { type: 'server', state: 'consented' }, { type: 'captured' }, { type: 'server', state: 'checked' }, { type: 'server', state: 'waiting' },
      { type: 'server', state: 'admitted' }, { type: 'server', state: 'running' }, { type: 'released' }, { type: 'captured' }, { type: 'server', state: 'paused' },
      { type: 'server', state: 'running' }, { type: 'server', state: 'ended' },
    ];
    let machine = begin;
    expect(way.map((happening) => (machine = after(machine, happening)).phase)).toEqual(
      ['rules', 'check', 'check', 'identity', 'waiting', 'ready', 'running', 'rejoin', 'running', 'paused', 'running', 'ended']);
  });
});
