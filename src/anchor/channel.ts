import type { StrategyRunner } from './run-strategies';
import { safely } from './safely';

/**
 * Fixed event by which the isolated script says all it has to say: the random name of the mapping event, the reference
 * price, and `bars` when the chart's own candles are wanted as well, with a space between them; an empty text = stop.
 */
export const HELLO_EVENT = 'liqlens:hello';
/** Fixed event by which a probe that starts late asks for the name. */
export const READY_EVENT = 'liqlens:ready';
/** Isolated script -> the part that watches strokes: what is drawn in a pane? detail = the pane as JSON. */
export const WHAT_IS_DRAWN_EVENT = 'liqlens:what-is-drawn';
/** Its answer, in the same turn: detail = rows of `[x, top, bottom, width]` as JSON, px of the viewport. */
export const DRAWN_EVENT = 'liqlens:drawn';
/** What a page changes without a paint, an event or a word is found at the latest after this long. */
export const HEAL_MS = 500;
const MAX_HELLO = 99;

/** The probe's end of the line to the isolated script of the same frame. */
export interface Channel {
  /** False after the isolated script has said stop. */
  isListening(): boolean;
  /** Price of the page's instrument from our own feed, quote currency; 0 when unknown. */
  referencePrice(): number;
  /** Whether labels alone did not settle the time. */
  wantsBars(): boolean;
  send(detail: string): void;
  /** Begins to listen; `runner` is told who listens and what it costs. */
  start(runner: StrategyRunner): void;
}

/** Opens the probe's end. What the page does to `dispatchEvent` or `CustomEvent` later does not matter here. */
export function openChannel(window: Window & typeof globalThis, isHidden: () => boolean): Channel {
  const { document, CustomEvent, requestAnimationFrame, setTimeout } = window;
  const { addEventListener, dispatchEvent } = window.EventTarget.prototype;
  const { apply } = Reflect;
  /** Null before anybody has asked: what is painted until then is kept; empty after a stop. */
  let name: string | null = null;
  let price = 0;
  let areBarsWanted = false;
  let said: string | undefined;

  const dispatch = (type: string, detail: string) =>
    apply(dispatchEvent, document, [new CustomEvent(type, { detail })]);
  const start = (runner: StrategyRunner) => {
    const onHello = (event: Event) =>
      safely(() => {
        const { detail } = event as CustomEvent<unknown>;
        if (typeof detail !== 'string' || detail.length > MAX_HELLO || detail === said) return;
        said = detail;
        const [next, given, bars] = detail.split(' ');
        const number = Number.parseFloat(given);
        price = number > 0 && number < Number.POSITIVE_INFINITY ? number : 0;
        areBarsWanted = bars === 'bars';
        if (next === name) return runner.tick();
        name = next;
        if (name) runner.restart();
        else runner.stop();
      });
    const heal = () => {
      if (name) runner.tick();
      rest();
    };
    /** A hidden tab gets no frames, so that nothing runs in it; a frame asked for outlives `document.open()`. */
    const rest = () => {
      safely(() => {
        if (isHidden()) apply(requestAnimationFrame, window, [rest]);
        else apply(setTimeout, window, [heal, HEAL_MS]);
      });
    };
    const ask = () => {
      apply(addEventListener, document, [HELLO_EVENT, onHello]);
      dispatch(READY_EVENT, '');
    };
    // `document.open()` drops the listeners of a document without a word, but not those who watch its children.
    new window.MutationObserver(ask).observe(document, { childList: true });
    ask();
    rest();
  };
  return {
    isListening: () => name !== '',
    referencePrice: () => price,
    wantsBars: () => areBarsWanted,
    send: (detail) => {
      if (name) dispatch(name, detail);
    },
    start,
  };
}
