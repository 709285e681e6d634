/** A small picture painted once and copied on each repaint, since text is the dearest thing to draw. */
export class CachedChip {
  readonly #canvas: HTMLCanvasElement;
  readonly #width: number;
  readonly #height: number;
  #version = Number.NaN;
  #shown = '';
  #dpr = 0;
  /** Where it was copied last, CSS px. */
  left = Number.NaN;
  top = Number.NaN;

  /** The content that was painted last, as JSON. */
  get shown(): string {
    return this.#shown;
  }

  get bottom(): number {
    return this.top + this.#height;
  }

  /** Size in CSS px. */
  constructor(document: Document, width: number, height: number) {
    this.#canvas = document.createElement('canvas');
    this.#width = width;
    this.#height = height;
  }

  /**
   * Copies the chip to `x`, `y` (CSS px) of `target`, which is in CSS px. With a new `version` it asks for its content,
   * plain data, and is painted anew when that has changed.
   */
  draw<Content>(
    target: CanvasRenderingContext2D,
    x: number,
    y: number,
    dpr: number,
    version: number,
    read: () => Content,
    paint: (context: CanvasRenderingContext2D, content: Content) => void,
  ): void {
    if (version !== this.#version || dpr !== this.#dpr) {
      const content = read();
      const shown = JSON.stringify(content);
      this.#version = version;
      if (shown !== this.#shown || dpr !== this.#dpr) this.#paint(dpr, (context) => paint(context, content));
      this.#shown = shown;
    }
    // On whole device pixels, or the text would blur.
    this.left = Math.round(x * dpr) / dpr;
    this.top = Math.round(y * dpr) / dpr;
    target.drawImage(this.#canvas, this.left, this.top, this.#canvas.width / dpr, this.#canvas.height / dpr);
  }

  #paint(dpr: number, paint: (context: CanvasRenderingContext2D) => void): void {
    this.#dpr = dpr;
    this.#canvas.width = Math.ceil(this.#width * dpr);
    this.#canvas.height = Math.ceil(this.#height * dpr);
    const context = this.#canvas.getContext('2d');
    if (context === null) return;
    context.scale(dpr, dpr);
    paint(context);
  }
}
