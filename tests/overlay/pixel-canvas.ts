/** RGBA, 0..255. */
export type Pixel = [number, number, number, number];

interface State {
  scaleX: number;
  scaleY: number;
  moveX: number;
  moveY: number;
  clip: [number, number, number, number];
  alpha: number;
}

/**
 * A canvas of plain numbers with the part of the 2D context that the layer uses: pictures are copied with nearest
 * sampling and straight alpha, rectangles are filled where they cover a pixel's centre, paths and text only counted.
 * It lets whole layers be checked pixel by pixel without a browser.
 */
export class PixelCanvas {
  #width = 300;
  #height = 150;
  data = new Uint8ClampedArray(300 * 150 * 4);
  style = { cssText: '' };
  readonly context = new PixelContext(this);

  get width(): number {
    return this.#width;
  }

  set width(width: number) {
    this.#width = width;
    this.#clear();
  }

  get height(): number {
    return this.#height;
  }

  set height(height: number) {
    this.#height = height;
    this.#clear();
  }

  #clear(): void {
    this.data = new Uint8ClampedArray(this.#width * this.#height * 4);
    this.context.reset();
  }

  getContext(): PixelContext {
    return this.context;
  }

  pixel(x: number, y: number): Pixel {
    const at = (y * this.#width + x) * 4;
    return [this.data[at], this.data[at + 1], this.data[at + 2], this.data[at + 3]];
  }

  /** Number of pixels that are not fully transparent. */
  inked(): number {
    let count = 0;
    for (let at = 3; at < this.data.length; at += 4) if (this.data[at] > 0) count += 1;
    return count;
  }
}

/** What `PixelCanvas.getContext` gives; see there. */
export class PixelContext {
  fillStyle = '#000';
  strokeStyle = '#000';
  font = '';
  textAlign = 'left';
  textBaseline = 'alphabetic';
  lineWidth = 1;
  imageSmoothingEnabled = true;
  readonly texts: string[] = [];
  calls = 0;
  drawImages = 0;
  readonly #canvas: PixelCanvas;
  #state: State = fresh();
  #stack: State[] = [];
  #rect: [number, number, number, number] | null = null;

  constructor(canvas: PixelCanvas) {
    this.#canvas = canvas;
  }

  get globalAlpha(): number {
    return this.#state.alpha;
  }

  set globalAlpha(alpha: number) {
    this.#state.alpha = alpha;
  }

  reset(): void {
    this.#state = fresh();
    this.#stack = [];
  }

  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    if (b !== 0 || c !== 0) throw new Error('only straight transforms are drawn');
    Object.assign(this.#state, { scaleX: a, scaleY: d, moveX: e, moveY: f });
  }

  scale(x: number, y: number): void {
    this.#state.scaleX *= x;
    this.#state.scaleY *= y;
  }

  save(): void {
    this.#stack.push({ ...this.#state, clip: [...this.#state.clip] });
  }

  restore(): void {
    const state = this.#stack.pop();
    if (state !== undefined) this.#state = state;
  }

  beginPath(): void {
    this.#rect = null;
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#rect = [x, y, x + width, y + height];
  }

  clip(): void {
    if (this.#rect === null) return;
    const [x0, y0, x1, y1] = this.#toDevice(this.#rect);
    const [cx0, cy0, cx1, cy1] = this.#state.clip;
    this.#state.clip = [Math.max(x0, cx0), Math.max(y0, cy0), Math.min(x1, cx1), Math.min(y1, cy1)];
  }

  clearRect(): void {
    this.#canvas.data.fill(0);
  }

  createImageData(width: number, height: number) {
    return { width, height, data: new Uint8ClampedArray(width * height * 4) };
  }

  /** With a part of `image` given, only that part is put, where it lies in the picture. */
  putImageData(
    image: { width: number; height: number; data: Uint8ClampedArray },
    left: number,
    top: number,
    partLeft = 0,
    partTop = 0,
    width = image.width,
    height = image.height,
  ): void {
    for (let y = partTop; y < partTop + height; y += 1) {
      const start = (y * image.width + partLeft) * 4;
      const row = image.data.subarray(start, start + width * 4);
      this.#canvas.data.set(row, ((top + y) * this.#canvas.width + left + partLeft) * 4);
    }
  }

  drawImage(image: PixelCanvas, ...args: number[]): void {
    this.drawImages += 1;
    const [sx, sy, sw, sh, dx, dy, dw, dh] =
      args.length === 8 ? args : [0, 0, image.width, image.height, args[0], args[1], args[2], args[3]];
    if (sw <= 0 || sh <= 0) throw new Error(`empty source: ${sw} x ${sh}`);
    if (sx < 0 || sy < 0 || sx + sw > image.width || sy + sh > image.height) {
      throw new Error(`source outside the picture: ${args}`);
    }
    this.#cover([dx, dy, dx + dw, dy + dh], (u, v) =>
      image.pixel(
        Math.min(sx + sw - 1, Math.floor(sx + u * sw)),
        Math.min(sy + sh - 1, Math.floor(sy + v * sh)),
      ),
    );
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const colour = parseColour(this.fillStyle);
    this.#cover([x, y, x + width, y + height], () => colour);
  }

  measureText(text: string): { width: number } {
    return { width: text.length * 6 };
  }

  fillText(text: string): void {
    this.calls += 1;
    this.texts.push(text);
  }

  strokeRect(): void {
    this.calls += 1;
  }

  fill(): void {
    this.calls += 1;
  }

  stroke(): void {
    this.calls += 1;
  }

  arc(_x: number, _y: number, radius: number): void {
    if (!(radius >= 0)) throw new Error(`negative radius: ${radius}`);
  }

  moveTo(): void {}
  lineTo(): void {}
  closePath(): void {}

  #toDevice([x0, y0, x1, y1]: readonly number[]): [number, number, number, number] {
    const { scaleX, scaleY, moveX, moveY } = this.#state;
    const [a, b] = [x0 * scaleX + moveX, x1 * scaleX + moveX];
    const [c, d] = [y0 * scaleY + moveY, y1 * scaleY + moveY];
    return [Math.min(a, b), Math.min(c, d), Math.max(a, b), Math.max(c, d)];
  }

  #cover(rect: readonly [number, number, number, number], colourAt: (u: number, v: number) => Pixel): void {
    if (rect.some((edge) => !Number.isFinite(edge))) throw new Error(`rectangle is not finite: ${rect}`);
    const [x0, y0, x1, y1] = this.#toDevice(rect);
    const [cx0, cy0, cx1, cy1] = this.#state.clip;
    const { scaleX, scaleY, moveX, moveY, alpha } = this.#state;
    const { width, height, data } = this.#canvas;
    for (
      let y = Math.max(0, Math.ceil(Math.max(y0, cy0) - 0.5));
      y + 0.5 < Math.min(y1, cy1, height);
      y += 1
    ) {
      for (
        let x = Math.max(0, Math.ceil(Math.max(x0, cx0) - 0.5));
        x + 0.5 < Math.min(x1, cx1, width);
        x += 1
      ) {
        const u = ((x + 0.5 - moveX) / scaleX - rect[0]) / (rect[2] - rect[0]);
        const v = ((y + 0.5 - moveY) / scaleY - rect[1]) / (rect[3] - rect[1]);
        const [r, g, b, a] = colourAt(Math.min(1, Math.max(0, u)), Math.min(1, Math.max(0, v)));
        blend(data, (y * width + x) * 4, r, g, b, (a / 255) * alpha);
      }
    }
  }
}

function fresh(): State {
  return { scaleX: 1, scaleY: 1, moveX: 0, moveY: 0, clip: [0, 0, 1e9, 1e9], alpha: 1 };
}

function blend(data: Uint8ClampedArray, at: number, r: number, g: number, b: number, alpha: number): void {
  const under = data[at + 3] / 255;
  const out = alpha + under * (1 - alpha);
  if (out <= 0) return;
  const mix = (over: number, channel: number) =>
    (over * alpha + data[at + channel] * under * (1 - alpha)) / out;
  data[at] = mix(r, 0);
  data[at + 1] = mix(g, 1);
  data[at + 2] = mix(b, 2);
  data[at + 3] = out * 255;
}

function parseColour(text: string): Pixel {
  if (text.startsWith('#')) {
    const value = Number.parseInt(text.slice(1), 16);
    return [value >> 16, (value >> 8) & 255, value & 255, 255];
  }
  const [r, g, b, a] = (/\((.*)\)/.exec(text)?.[1] ?? '0,0,0,1').split(',').map(Number);
  return [r, g, b, a * 255];
}
