import { copyPaneView, createPaneView, isSameView, type PaneView } from './pane-view';

/** A view has come to rest when it has not moved for so long. */
const REST_MS = 200;

/** Tells when a moving view has come to rest, with one timer and without allocating while it moves. */
export class ViewRest {
  readonly #window: Window;
  readonly #onRest: () => void;
  /** The newest view, and the one that the running timer was started with. */
  readonly #newest = createPaneView();
  readonly #timed = createPaneView();
  #timer = 0;

  constructor(window: Window, signal: AbortSignal, onRest: () => void) {
    this.#window = window;
    this.#onRest = onRest;
    signal.addEventListener('abort', () => window.clearTimeout(this.#timer), { once: true });
  }

  /** Takes the view just drawn; a view that did not move costs a comparison. */
  note(view: PaneView): void {
    if (isSameView(view, this.#newest)) return;
    copyPaneView(view, this.#newest);
    if (this.#timer === 0) this.#start();
  }

  #start(): void {
    copyPaneView(this.#newest, this.#timed);
    this.#timer = this.#window.setTimeout(() => {
      this.#timer = 0;
      if (isSameView(this.#newest, this.#timed)) this.#onRest();
      else this.#start();
    }, REST_MS);
  }
}
