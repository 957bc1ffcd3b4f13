import { describe, expect, it } from 'vitest';
import { browserFinding, deviceFinding, displayFinding, lightFinding, measureUpload, screenFinding, soundFindings, uploadFinding } from '../../src/exam/checks';
import { allFine, checkOrder, nextCheck, type CheckBoard } from '../../src/exam/check-page';

const profile = { agent: 'x', mobile: false, canRecord: true, canShare: true };
const error = (name: string): Error => Object.assign(new Error(), { name });
const quiet = Array<number>(20).fill(0.002);

describe('a check refuses by name', () => {
  it.each([
    [browserFinding({ ...profile, mobile: true }), 'browser.mobile'],
    [browserFinding({ ...profile, canRecord: false }), 'browser.old'],
    [browserFinding({ ...profile, canShare: false }), 'browser.old'],
    [deviceFinding('camera', error('NotAllowedError')), 'camera.denied'],
    [deviceFinding('camera', error('NotFoundError')), 'camera.none'],
    [deviceFinding('camera', error('NotReadableError')), 'camera.busy'],
    [deviceFinding('screen', error('NotAllowedError')), 'screen.denied'],
    [lightFinding(20), 'light.dark'],
    [lightFinding(240), 'light.bright'],
    [soundFindings(Array<number>(20).fill(0)).mic, 'mic.silent'],
    [soundFindings(quiet).mic, 'mic.quiet'],
    [soundFindings(Array<number>(20).fill(0.2)).noise, 'noise.loud'],
    [displayFinding(true), 'display.second'],
    [screenFinding('window'), 'screen.window'],
    [screenFinding('browser'), 'screen.tab'],
    [screenFinding(undefined), 'screen.tab'],
    [uploadFinding(999, 1_000), 'upload.slow'],
  ])('%o is %s', (finding, reason) => expect(finding).toMatchObject({ ok: false, reason }));

  it('and is content with an ordinary computer', () => {
    expect([browserFinding(profile), lightFinding(120), soundFindings([...quiet, 0.1]).mic, soundFindings([...quiet, 0.1]).noise, displayFinding(false), displayFinding(undefined),
      screenFinding('monitor'), uploadFinding(1_000, 1_000)].every((finding) => finding.ok)).toBe(true);
  });
});

describe('the measurement of the upload', () => {
  it('sends at least a megabyte over at least three seconds and counts the time on the way alone', async () => {
    let [clock, sent] = [0, 0];
    const kbits = await measureUpload({ measure: (part) => { clock += 100; sent += part.length; return Promise.resolve(part.length); } }, () => clock, (ms) => { clock += ms; return Promise.resolve(); });
    expect(sent).toBeGreaterThanOrEqual(1024 * 1024);
    expect(clock).toBeGreaterThanOrEqual(3_000);
    expect(kbits).toBeCloseTo(sent * 8 / 800, 0);
  });

  it('gives a slow line its megabyte and then stops', async () => {
    let [clock, sent] = [0, 0];
    const kbits = await measureUpload({ measure: (part) => { clock += 4_000; sent += part.length; return Promise.resolve(part.length); } }, () => clock, () => Promise.resolve());
    expect(sent).toBeGreaterThanOrEqual(1024 * 1024);
    expect(kbits).toBeLessThan(1_000);
    expect(clock).toBeLessThan(20_000);
  });
});

it('names the next check until all are fine', () => {
  let board: CheckBoard = {};
  expect(nextCheck(board)).toBe('browser');
  for (const id of checkOrder) {
    expect(allFine(board)).toBe(false);
    board = { ...board, [id]: { ok: true } };
  }
  expect(allFine(board)).toBe(true);
  expect(nextCheck({ ...board, screen: { ok: false, reason: 'screen.tab' } })).toBe('screen');
});
