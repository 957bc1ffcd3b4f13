const pause = 10_000;

/** One short tone for a new red, at most one in ten seconds. It needs the watcher's first gesture, as browsers want it. */
export class Tone {
  private audio: AudioContext | undefined;
  private last = -Infinity;

  constructor(public on: boolean) {}

  /** Called on a gesture. */
  allow(): void {
    this.audio ??= new AudioContext();
  }

  /** True when it sounded. */
  sound(now: number): boolean {
    if (!this.on || this.audio === undefined || now - this.last < pause) {
      return false;
    }
    this.last = now;
    const { audio } = this;
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.value = 660;
    volume.gain.setValueAtTime(0.12, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.25);
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.25);
    return true;
  }
}
