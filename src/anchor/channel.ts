import type { StrategyRunner } from './run-strategies';
import { safely } from './safely';

/** Fixed event by which the isolated script hands over the random name of the mapping event; empty text = stop. */
export const HELLO_EVENT = 'liqlens:hello';
/** Fixed event by which a probe that starts late asks for the name. */
export const READY_EVENT = 'liqlens:ready';
/** Appended to the random name: isolated script -> probe, detail = reference price as text. */
export const PRICE_SUFFIX = ':price';
/** After the price: the chart's own candles are wanted as well. */
export const BARS_WANTED = ' bars';
/** Isolated script -> the part that watches strokes: what is drawn in a pane? detail = the pane as JSON. */
export const WHAT_IS_DRAWN_EVENT = 'liqlens:what-is-drawn';
/** Its answer, in the same turn: detail = rows of `[x, top, bottom, width]` as JSON, px of the viewport. */
export const DRAWN_EVENT = 'liqlens:drawn';
/** `document.open()` drops the listeners of a document without a word; adding them again is a no-op otherwise. */
export const HEAL_MS = 500;

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
  const { addEventListener, dispatchEvent, removeEventListener } = window.EventTarget.prototype;
  const { apply } = Reflect;
  /** Null before anybody has asked: what is painted until then is kept; empty after a stop. */
  let name: string | null = null;
  let price = 0;
  let said = '';

  const dispatch = (type: string, detail: string) =>
    apply(dispatchEvent, document, [new CustomEvent(type, { detail })]);
  const start = (runner: StrategyRunner) => {
    const onPrice = (event: Event) => {
      const { detail } = event as CustomEvent<unknown>;
      if (typeof detail !== 'string' || detail === said) return;
      const next = Number.parseFloat(detail);
      if (!(next > 0 && next < Number.POSITIVE_INFINITY)) return;
      price = next;
      said = detail;
      runner.tick();
    };
    const listen = () => {
      apply(addEventListener, document, [HELLO_EVENT, onHello]);
      if (name) apply(addEventListener, document, [name + PRICE_SUFFIX, onPrice]);
    };
    const onHello = (event: Event) => {
      const next = (event as CustomEvent<unknown>).detail;
      if (typeof next !== 'string' || next.length > 64 || next === name) return;
      if (name) apply(removeEventListener, document, [name + PRICE_SUFFIX, onPrice]);
      name = next;
      listen();
      if (name) runner.restart();
      else runner.stop();
    };
    const heal = () => {
      listen();
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
    listen();
    dispatch(READY_EVENT, '');
    rest();
  };
  return {
    isListening: () => name !== '',
    referencePrice: () => price,
    wantsBars: () => said.endsWith(BARS_WANTED),
    send: (detail) => {
      if (name) dispatch(name, detail);
    },
    start,
  };
}
