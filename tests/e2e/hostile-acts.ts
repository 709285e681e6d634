import type { Page } from 'puppeteer';

declare global {
  interface Window {
    /** Names that the page's own script has learnt by listening. */
    __learnt?: Set<string>;
    /** Undoes what the page's own script has tampered with. */
    __repair?: () => void;
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
        { contentScriptName: i % 2 ? 'page' : 'panel', messageId: `forged-${i}` },
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
