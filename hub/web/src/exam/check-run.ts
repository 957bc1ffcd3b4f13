import type { Capture } from './capture';
import { browserFinding, deviceFinding, displayFinding, fine, lightFinding, measureUpload, profileOfPage, screenFinding, soundFindings, uploadFinding, type CheckId, type Finding } from './checks';
import { allFine, checkOrder, type CheckActions, type CheckBoard } from './check-page';
import type { Hub } from './hub';
import type { Photographer } from './pictures';

const listenMs = 3_000;
const windowMs = 100;

/** Makes the checks one after the other, each as soon as it can be made. */
export class CheckRun {
  board: CheckBoard = {};

  constructor(private readonly capture: Capture, private readonly photographer: Photographer, private readonly hub: Hub, private readonly leastKbits: () => number,
    private readonly changed: () => void, private readonly seen: () => void) {}

  readonly actions: Omit<CheckActions, 'done'> = {
    camera: () => void this.look(),
    screen: () => void this.share(),
    again: () => void this.look(),
  };

  /** What the hub keeps of the check: the browser, and the figures. */
  summary(): string {
    const figures = checkOrder.map((id) => [id, this.board[id]] as const)
      .flatMap(([id, found]) => (typeof found === 'object' && found.value !== undefined ? [`${id}=${Number(found.value.toPrecision(3))}`] : []));
    return `${figures.join(' ')}; ${profileOfPage().agent}`.slice(0, 500);
  }

  /** Takes camera, microphone and screen again, after a reload or after one of them was gone; the reason where that is refused. */
  async reopen(): Promise<string | undefined> {
    await this.look(true);
    if (this.ok('camera')) {
      await this.share();
    }
    const failed = (['camera', 'display', 'screen'] as const).map((id) => this.board[id]).find((found) => typeof found === 'object' && !found.ok);
    return typeof failed === 'object' ? failed.reason : undefined;
  }

  gone(device: 'camera' | 'mic' | 'screen'): void {
    this.found(device, { ok: false, reason: `${device}.gone` });
  }

  private async look(quick = false): Promise<void> {
    this.found('browser', browserFinding(profileOfPage()));
    if (!this.ok('browser')) {
      return;
    }
    this.found('camera', 'trying');
    try {
      await this.capture.openCamera();
      this.seen();
      this.found('camera', fine);
    } catch (error) {
      this.found('camera', deviceFinding('camera', error));
      return;
    }
    this.found('display', displayFinding((screen as Screen & { readonly isExtended?: boolean }).isExtended));
    if (quick) {
      return;
    }
    this.found('mic', 'trying');
    this.found('noise', 'trying');
    this.found('light', 'trying');
    const levels = await this.listen();
    const sound = soundFindings(levels);
    this.found('mic', sound.mic);
    this.found('noise', sound.noise);
    this.found('light', lightFinding(this.photographer.light()));
    if (!this.ok('upload')) {
      await this.measure();
    }
  }

  private async share(): Promise<void> {
    this.found('screen', 'trying');
    try {
      this.found('screen', screenFinding(await this.capture.openScreen()));
    } catch (error) {
      this.found('screen', deviceFinding('screen', error));
    }
    if (!allFine(this.board) && this.ok('camera') && this.board.upload === undefined) {
      await this.measure();
    }
  }

  private async measure(): Promise<void> {
    this.found('upload', 'trying');
    try {
      this.found('upload', uploadFinding(await measureUpload(this.hub), this.leastKbits()));
    } catch {
      this.found('upload', { ok: false, reason: 'upload.none' });
    }
  }

  private async listen(): Promise<number[]> {
    const levels: number[] = [];
    for (let at = 0; at < listenMs / windowMs; at++) {
      await new Promise((done) => setTimeout(done, windowMs));
      levels.push(this.capture.level());
    }
    return levels;
  }

  private ok(id: CheckId): boolean {
    const found = this.board[id];
    return typeof found === 'object' && found.ok;
  }

  private found(id: CheckId, found: Finding | 'trying'): void {
    this.board = { ...this.board, [id]: found };
    this.changed();
  }
}
