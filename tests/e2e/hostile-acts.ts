import type { Page } from 'puppeteer';

declare global {
  interface Window {
    /** Names that the page's own script has learnt by listening. */
    __learnt?: Set<string>;
    /** Undoes what the page's own script has tampered with. */
    __repair?: () => void;
    /** Takes the heavy styles away. */
    __defuse?: () => void;
    /** Internals of elements that the page has defined under our names. */
    __internals?: ElementInternals[];
  }
}

/** Lets the page learn our event names before anything of ours has run. */
export async function learnNames(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const learnt = new Set(['liqlens:hello', 'liqlens:ready']);
    window.__learnt = learnt;
    document.addEventListener('liqlens:hello', (event) => {
      const [name] = String((event as CustomEvent<unknown>).detail).split(' ');
      if (name !== '') learnt.add(name);
    });
  });
}

/** Forges `count` events on every name the page knows; `names` are those that anybody can look up. */
export async function flood(page: Page, count: number, names: string[]): Promise<number> {
  return page.evaluate(
    (times, given) => {
      const pane = { left: 0, top: 0, width: innerWidth, height: innerHeight };
      const price = { scale: 'linear', a: -1, b: 9e4, samples: 9, inliers: 9, rmsPx: 0 };
      const head = { v: 1, chartKey: 'c1', source: 'host-api', state: 'locked', pane, price, time: null };
      const { left, top, width, height } = document.querySelector('canvas')?.getBoundingClientRect() ?? pane;
      const details = (i: number): unknown[] => [
        JSON.stringify({ ...head, seq: 1e6 + i }),
        JSON.stringify({ ...head, seq: Number.MAX_SAFE_INTEGER, pane: { left, top, width, height } }),
        JSON.stringify({ ...head, seq: 1e6 + i, state: 'lost', price: null }),
        '',
        'x'.repeat(5000),
        { contentScriptName: i % 2 ? 'page' : 'pill', messageId: `forged-${i}` },
        String(i),
      ];
      const known = [...(window.__learnt ?? []), ...given];
      let sent = 0;
      for (const name of known) {
        for (let i = 0; i < times; i++) {
          const all = details(i);
          const detail = all[i % all.length];
          const target = i % 5 === 4 ? window : document;
          target.dispatchEvent(new CustomEvent(name, { detail }));
          sent += 1;
        }
      }
      return sent;
    },
    count,
    names,
  );
}

/** Replaces what our scripts may call in the page's world; `__repair` puts it back. */
export async function tamper(page: Page): Promise<void> {
  await page.evaluate(() => {
    const places: [object, string][] = [
      [CanvasRenderingContext2D.prototype, 'fillText'],
      [JSON, 'parse'],
      [EventTarget.prototype, 'addEventListener'],
      [Array.prototype, 'map'],
    ];
    const kept = places.map(([owner, key]) => Object.getOwnPropertyDescriptor(owner, key));
    window.__repair = () => {
      places.forEach(([owner, key], i) => {
        Object.defineProperty(owner, key, kept[i] ?? {});
      });
    };
    for (const [owner, key] of places) {
      const original = Reflect.get(owner, key);
      const isText = key === 'fillText';
      Reflect.set(owner, key, function (this: unknown, ...args: unknown[]) {
        // Labels are drawn with another text than the chart meant; everything else of ours meets an error.
        if (isText) return Reflect.apply(original, this, [`7${args[0]}`, ...args.slice(1)]);
        if (/extension:\/\/|content-scripts/.test(new Error().stack ?? '')) throw new Error('tampered');
        return Reflect.apply(original, this, args);
      });
    }
  });
}

/** Elements under our names that are not ours, first in the page and with figures of their own. */
export async function plantFakes(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const tag of ['liqlens-panel', 'liqlens-layer']) {
      const fake = document.createElement(tag);
      fake.className = 'fake';
      fake.append('Fake');
      document.body.prepend(fake);
    }
  });
}

/** Lets the page own our element names, as a page could to read what is inside. */
export async function ownOurTags(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const internals: ElementInternals[] = [];
    window.__internals = internals;
    for (const tag of ['liqlens-panel', 'liqlens-layer']) {
      customElements.define(
        tag,
        class extends HTMLElement {
          constructor() {
            super();
            internals.push(this.attachInternals());
          }
        },
      );
    }
  });
}

/** Styles that cost much, and styles that would take our elements apart; ours are worn the whole time. */
export async function bomb(page: Page): Promise<void> {
  await page.evaluate(() => {
    const style = new CSSStyleSheet();
    const heavy = Array.from(
      { length: 300 },
      (_, i) => `:is(body, div) :not(.x${i}):nth-child(${i + 2}n+1) ~ :not(.y${i}) { --heavy${i}: ${i} }`,
    );
    const against = `
      @keyframes spin { to { transform: rotate(1turn) scale(0); opacity: 0; visibility: hidden } }
      liqlens-panel, liqlens-layer {
        all: unset !important; animation: spin .1s infinite !important; transition: all 9s !important;
        contain: size !important; content-visibility: hidden !important; clip-path: inset(50%) !important;
        filter: blur(9px) !important; mix-blend-mode: difference !important; z-index: -2147483648 !important;
        visibility: hidden !important; translate: 99px 99px !important; zoom: 7 !important; position: static !important
      }`;
    style.replaceSync(`${heavy.join('')} ${against}`);
    document.adoptedStyleSheets = [style];
    window.__defuse = () => {
      document.adoptedStyleSheets = [];
    };
  });
}

/**
 * 30,000 changes of attributes, styles and places around the chart and on our own elements, far more than 10,000 a second;
 * how many were made, and in how many moments between them heat was drawn beside the chart's own prices.
 */
export async function storm(page: Page): Promise<{ changes: number; wrong: number }> {
  return page.evaluate(async () => {
    const chart = document.querySelector('canvas')?.parentElement ?? document.body;
    const decoys = Array.from({ length: 10 }, () => document.createElement('div'));
    let changes = 0;
    let wrong = 0;
    for (let batch = 0; batch < 100; batch += 1) {
      for (let i = 0; i < 300; i += 1) {
        const decoy = decoys[i % decoys.length];
        const place = i % 2 ? document.body : chart;
        if (i % 5 === 0) place.append(decoy);
        else if (i % 5 === 1) document.body.setAttribute('data-storm', `${batch} ${i}`);
        else if (i % 5 === 2) chart.setAttribute('data-storm', `${batch} ${i}`);
        else if (i % 5 === 3) decoy.style.left = `${i}px`;
        else {
          const ours = document.querySelector(i % 2 ? 'liqlens-panel' : 'liqlens-layer');
          ours?.setAttribute('class', `storm${i}`);
        }
        changes += 1;
      }
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const layer = document.querySelector<HTMLElement>('liqlens-layer[data-state="drawn"]');
      const { price, pane } = JSON.parse(layer?.dataset.mapping ?? '{}') as {
        price?: { scale: string; a: number; b: number };
        pane?: { top: number };
      };
      const adapter = window.__chart;
      const { top, height } = adapter?.rect() ?? { top: 0, height: 0 };
      const y = top + height / 2;
      // The layer lies in the chart and moves with it, as when the page above it shrinks; what it tells is of before.
      const movedPx = (layer?.getBoundingClientRect().top ?? 0) - (pane?.top ?? 0);
      const at = y - movedPx;
      const told =
        price && (price.scale === 'log' ? Math.exp((at - price.b) / price.a) : (at - price.b) / price.a);
      if (told !== undefined && Math.abs((adapter?.p2y(told) ?? y) - y) > 1) wrong += 1;
    }
    for (const decoy of decoys) decoy.remove();
    return { changes, wrong };
  });
}
