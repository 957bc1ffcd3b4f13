const width = 640;
const height = 360;
const quality = 0.55;

/** A picture of the webcam as the hub looks at it. */
export class Photographer {
  private readonly canvas = new OffscreenCanvas(width, height);
  private readonly pen = this.canvas.getContext('2d', { willReadFrequently: true })!;

  // Its own, never shown: one that is moved within a page stands still.
  private readonly video = document.createElement('video');

  async see(camera: MediaStream | undefined): Promise<void> {
    this.video.muted = true;
    this.video.srcObject = camera ?? null;
    await this.video.play();
  }

  async picture(best = false): Promise<Blob> {
    this.draw();
    return await this.canvas.convertToBlob({ type: 'image/jpeg', quality: best ? 0.85 : quality });
  }

  /** Mean brightness, 0 to 255. */
  light(): number {
    this.draw();
    const { data } = this.pen.getImageData(0, 0, width, height);
    let sum = 0;
    let count = 0;
    for (let at = 0; at < data.length; at += 4 * 37) {
      sum += 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
      count++;
    }
    return sum / count;
  }

  private draw(): void {
    this.pen.drawImage(this.video, 0, 0, width, height);
  }
}
