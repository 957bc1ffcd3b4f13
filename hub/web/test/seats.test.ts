import { expect, test } from 'vitest';
import { roomHealth, seatStates } from '../src/wall/seats';
import { incident, node, room } from './builders';

test('shows what the machine proposes as a proposal and what a person decided as decided', () => {
  expect(seatStates(room(), [incident()], 0).get('1')).toMatchObject({ sev: 'alarm', by: 'machine' });
  expect(seatStates(room(), [incident({ state: 'confirmed', at: 0 })], 0).get('1')).toMatchObject({ by: 'person' });
  expect(seatStates(room(), [incident({ state: 'dismissed', at: 0 })], 0).get('1')).toBeUndefined();
});

test('lets red stand over amber', () => {
  const amber = incident({ id: 'w', sev: 'watch' });
  expect(seatStates(room(), [incident(), amber], 0).get('1')?.sev).toBe('alarm');
  expect(seatStates(room(), [amber, incident()], 0).get('1')?.sev).toBe('alarm');
});

test('never marks a seat for equipment or another room', () => {
  expect(seatStates(room(), [incident({ scope: 'equipment', sev: 'tech' }), incident({ room: '301' })], 0).size).toBe(0);
});

test('says that a picture is missing instead of looking live', () => {
  expect(roomHealth(room(), [node({ heard: 0 })], 21_000).trouble?.key).toBe('wall.offline');
  expect(roomHealth(room(), [node({ online: false })], 0).trouble?.key).toBe('wall.offline');
  expect(roomHealth(room(), [node({ cameras: [{ id: 'cam-1', room: '204', delivering: false }] })], 0).trouble?.key).toBe('wall.noPicture');
  expect(roomHealth(room(), [node()], 0).trouble).toBeUndefined();
  expect(roomHealth(room(), [node({ demo: true })], 0).demo).toBe(true);
});
