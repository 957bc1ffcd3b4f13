import { shareFor, Recorder, type Recorded } from './recorder';

/** The student's camera, microphone and screen while they are live. */
export class Capture {
  camera: MediaStream | undefined;
  screen: MediaStream | undefined;
  private sound: { readonly context: AudioContext; readonly analyser: AnalyserNode } | undefined;
  private recorders: Recorder[] = [];
  private share = 1;

  constructor(private readonly ended: (device: 'camera' | 'mic' | 'screen') => void) {}

  get isLive(): boolean {
    return this.tracks().length >= 3 && this.tracks().every((track) => track.readyState === 'live');
  }

  async openCamera(): Promise<MediaStream> {
    this.camera?.getTracks().forEach((track) => track.stop());
    this.camera = await navigator.mediaDevices.getUserMedia({
      video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 12 } }, audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    });
    this.listen();
    this.camera.getVideoTracks()[0]?.addEventListener('ended', () => this.ended('camera'));
    this.camera.getAudioTracks()[0]?.addEventListener('ended', () => this.ended('mic'));
    return this.camera;
  }

  /** Asks for the whole screen; answers with what was chosen: monitor, window or browser. */
  async openScreen(): Promise<string | undefined> {
    this.screen?.getTracks().forEach((track) => track.stop());
    const wish = { video: { displaySurface: 'monitor', frameRate: { ideal: 3 } }, audio: false, monitorTypeSurfaces: 'include', surfaceSwitching: 'exclude', selfBrowserSurface: 'exclude' };
    this.screen = await navigator.mediaDevices.getDisplayMedia(wish as DisplayMediaStreamOptions);
    const track = this.screen.getVideoTracks()[0];
    track?.addEventListener('ended', () => this.ended('screen'));
    return track?.getSettings().displaySurface;
  }

  /** Loudness now: root mean square, full scale = 1. */
  level(): number {
    if (this.sound === undefined) {
      return 0;
    }
    const wave = new Float32Array(this.sound.analyser.fftSize);
    this.sound.analyser.getFloatTimeDomainData(wave);
    return Math.sqrt(wave.reduce((sum, value) => sum + value * value, 0) / wave.length);
  }

  record(now: () => number, keep: (stream: string, blob: Blob, from: number, to: number) => void): void {
    const what: Recorded[] = [
      { stream: 'webcam', source: new MediaStream(this.camera!.getVideoTracks()), mediaType: 'video/webm;codecs=vp8', bitsPerSecond: 260_000 },
      { stream: 'mic', source: new MediaStream(this.camera!.getAudioTracks()), mediaType: 'audio/webm;codecs=opus', bitsPerSecond: 24_000 },
      { stream: 'screen', source: this.screen!, mediaType: 'video/webm;codecs=vp8', bitsPerSecond: 160_000 },
    ];
    this.recorders = what.map((one) => new Recorder(one, now, (blob, from, to) => keep(one.stream, blob, from, to)));
    this.recorders.forEach((recorder) => recorder.start(this.share));
  }

  /** Less for the video while the hub cannot be reached fast enough, more again later. */
  adapt(oldestMs: number): void {
    const share = shareFor(oldestMs);
    if (share !== this.share && this.recorders.length > 0) {
      this.share = share;
      this.recorders.forEach((recorder) => recorder.start(share));
    }
  }

  stopRecording(): void {
    this.recorders.forEach((recorder) => recorder.stop());
    this.recorders = [];
  }

  release(): void {
    this.stopRecording();
    this.tracks().forEach((track) => track.stop());
    void this.sound?.context.close();
    [this.camera, this.screen, this.sound] = [undefined, undefined, undefined];
  }

  private tracks(): MediaStreamTrack[] {
    return [...(this.camera?.getTracks() ?? []), ...(this.screen?.getVideoTracks() ?? [])];
  }

  private listen(): void {
    void this.sound?.context.close();
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(this.camera!).connect(analyser);
    void context.resume();
    this.sound = { context, analyser };
  }
}
