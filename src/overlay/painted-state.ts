import { copyPaneView, createPaneView, isSameView, type PaneView } from './pane-view';
import type { Pointer } from './pointer-watch';

/** Remembers what a canvas shows, so that a chart that says the same again costs no repaint. Allocates nothing. */
export class PaintedState {
  readonly #view = createPaneView();
  readonly #pointer: Pointer = { x: Number.NaN, y: Number.NaN };
  #version = Number.NaN;

  /** `version` of the content just painted. */
  note(view: PaneView, version: number, { x, y }: Pointer): void {
    copyPaneView(view, this.#view);
    this.#pointer.x = x;
    this.#pointer.y = y;
    this.#version = version;
  }

  /** The canvas is empty now. */
  forget(): void {
    this.#version = Number.NaN;
  }

  get isBlank(): boolean {
    return Number.isNaN(this.#version);
  }

  isSame(view: PaneView, version: number, { x, y }: Pointer): boolean {
    const isElsewhere = Number.isNaN(x) && Number.isNaN(this.#pointer.x);
    const isSamePlace = isElsewhere || (x === this.#pointer.x && y === this.#pointer.y);
    return version === this.#version && isSamePlace && isSameView(view, this.#view);
  }
}
