import type { Hub } from './hub';

export type CheckId = 'browser' | 'camera' | 'mic' | 'light' | 'noise' | 'display' | 'screen' | 'upload';

/** What a check found: fine, or why not, by the name of its reason and cure in the page's words. */
export interface Finding {
  readonly ok: boolean;
  /** Such as `camera.denied`; the page has a reason and a cure for each. */
  readonly reason?: string;
  readonly value?: number;
}

export const fine: Finding = { ok: true };
const bad = (reason: string, value?: number): Finding => ({ ok: false, reason, ...(value === undefined ? {} : { value }) });

const darkBelow = 45;
const brightAbove = 225;
/** Root mean square of the sound, full scale = 1. */
const heardFrom = 0.01;
const noisyFrom = 0.06;

export interface BrowserProfile {
  readonly agent: string;
  readonly mobile: boolean;
  readonly canRecord: boolean;
  readonly canShare: boolean;
}

export function browserFinding(profile: BrowserProfile): Finding {
  return profile.mobile ? bad('browser.mobile') : !profile.canRecord || !profile.canShare ? bad('browser.old') : fine;
}

export function profileOfPage(): BrowserProfile {
  const hints = (navigator as Navigator & { readonly userAgentData?: { readonly mobile: boolean } }).userAgentData;
  return {
    agent: navigator.userAgent,
    mobile: hints?.mobile ?? /Android|iPhone|iPad|Mobile/.test(navigator.userAgent),
    canRecord: typeof MediaRecorder !== 'undefined' && MediaRecorder.isTypeSupported('video/webm;codecs=vp8') && typeof OffscreenCanvas !== 'undefined' && typeof indexedDB !== 'undefined',
    canShare: typeof navigator.mediaDevices?.getDisplayMedia === 'function',
  };
}

/** Why a device could not be had. */
export function deviceFinding(device: 'camera' | 'screen', error: unknown): Finding {
  const name = error instanceof Error ? error.name : '';
  return bad(name === 'NotAllowedError' ? `${device}.denied` : name === 'NotFoundError' || name === 'OverconstrainedError' ? `${device}.none` : `${device}.busy`);
}

export function lightFinding(light: number): Finding {
  return light < darkBelow ? bad('light.dark', light) : light > brightAbove ? bad('light.bright', light) : { ok: true, value: light };
}

/** From the loudness of short windows: somebody spoke loudly enough, and between the words it was quiet enough. */
export function soundFindings(levels: readonly number[]): { readonly mic: Finding; readonly noise: Finding } {
  const sorted = [...levels].sort((one, other) => one - other);
  const loudest = sorted.at(-1) ?? 0;
  const quiet = sorted[Math.floor(sorted.length / 5)] ?? 0;
  return {
    mic: loudest >= heardFrom ? { ok: true, value: loudest } : bad(loudest === 0 ? 'mic.silent' : 'mic.quiet', loudest),
    noise: quiet < noisyFrom ? { ok: true, value: quiet } : bad('noise.loud', quiet),
  };
}

export function displayFinding(isExtended: boolean | undefined): Finding {
  return isExtended === true ? bad('display.second') : fine;
}

export function screenFinding(surface: string | undefined): Finding {
  return surface === 'monitor' ? fine : bad(surface === 'window' ? 'screen.window' : 'screen.tab');
}

export function uploadFinding(kbits: number, least: number): Finding {
  return kbits >= least ? { ok: true, value: kbits } : bad('upload.slow', kbits);
}

const testBytes = 2 * 1024 * 1024;
const testParts = 8;
const testMs = 3_000;

/** Kilobits a second: at least a megabyte over at least three seconds, counting only the time in which something was on its way. */
export async function measureUpload(hub: Pick<Hub, 'measure'>, now: () => number = () => performance.now(),
  rest: (ms: number) => Promise<void> = (ms) => new Promise((done) => setTimeout(done, ms))): Promise<number> {
  const part = new Uint8Array(testBytes / testParts);
  for (let at = 0; at < part.length; at += 65_536) {
    crypto.getRandomValues(part.subarray(at, at + 65_536));
  }
  const began = now();
  let [sent, busy] = [0, 0];
  for (let at = 0; at < testParts; at++) {
    const from = now();
    sent += await hub.measure(part);
    busy += now() - from;
    const due = began + testMs * (at + 1) / testParts;
    if (now() < due) {
      await rest(due - now());
    } else if (sent >= testBytes / 2 && now() - began > 3 * testMs) {
      break; // A slow line has been measured long enough.
    }
  }
  return sent * 8 / Math.max(1, busy);
}
