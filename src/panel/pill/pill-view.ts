import { siteSettings } from '../../core/settings/settings';
import type { PanelFacts } from '../panel-facts';
import { ARROW_STEPS, followDrag } from '../shell/drag';
import { clampPlace, type Place } from '../shell/place';
import { text } from '../strings/text';
import { pillCorner } from './pill-place';
import { type PillPiece, pillLines, pillPieces } from './pill-words';

interface PillOptions {
  /** The user wants the panel. */
  open(): void;
  /** The user is about to open it: pressed, not yet released. */
  prepare(): void;
  /** The user has put the pill somewhere else. */
  move(place: Place): void;
  signal: AbortSignal;
}

/** The collapsed panel, made of plain elements: pages load it, and the panel itself only when it is opened. */
export interface Pill {
  update(facts: PanelFacts): void;
  /** Hidden while the panel is open. */
  setShown(isShown: boolean): void;
  focus(): void;
}

/** In less room than this the pill stands in lines, one a cluster, without their distances in ATR. */
const NARROW_PX = 480;
/** Left free between the tooltip and the edges of the viewport. */
const TIP_GAP_PX = 8;

function make<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, name: string, ...inside: (Node | string)[]) {
  const element = document.createElement(tag);
  element.className = name;
  element.append(...inside);
  return element;
}

/** Writes pieces into `place`; elements stay as long as the kinds of pieces are the same. */
function showPieces(place: HTMLElement, pieces: PillPiece[]): void {
  const before = [...place.children];
  const isAlike =
    before.length === pieces.length && pieces.every((piece, i) => before[i].className === piece.class);
  if (!isAlike) {
    // Spaces, so that the name that is read out has words.
    place.replaceChildren(...pieces.flatMap((piece) => [make('span', piece.class, piece.words), ' ']));
    return;
  }
  for (const [index, { words }] of pieces.entries())
    if (before[index].textContent !== words) before[index].textContent = words;
}

/** On the side of the pill that has more room, and no further out than the viewport. */
function placeTip(tip: HTMLElement, { right, top, bottom }: DOMRect): void {
  const above = top - TIP_GAP_PX;
  const below = innerHeight - bottom - TIP_GAP_PX;
  tip.classList.toggle('pill-tip-below', above < below);
  tip.style.maxHeight = `${Math.max(above, below)}px`;
  tip.style.right = `${Math.min(0, right - tip.offsetWidth - TIP_GAP_PX)}px`;
}

/** Puts the pill into `root`, which `signal` empties; `pill.css` has to be in the same tree. */
export function createPill(root: HTMLElement, { open, prepare, move, signal }: PillOptions): Pill {
  const grip = make('span', 'pill-grip');
  grip.ariaHidden = 'true';
  const figures = make('span', 'pill-figures');
  const button = make('button', 'pill-open', make('span', 'hidden', `${text('actionOpen')}: `), figures);
  button.type = 'button';
  const tip = make('div', 'pill-tip');
  tip.id = 'liqlens-pill-tip';
  tip.role = 'tooltip';
  tip.hidden = true;
  const tipBox = make('div', 'pill-tip-box');
  tip.append(tipBox);
  button.setAttribute('aria-describedby', tip.id);
  const box = make('aside', 'pill', grip, button, tip);
  box.ariaLabel = text('panelLabel');
  const frame = make('div', 'liqlens', box);
  root.append(frame);
  signal.addEventListener('abort', () => frame.remove(), { once: true });

  let facts: PanelFacts | null = null;
  let dragged: Place | null = null;
  const stand = () => {
    if (!facts || box.hidden) return;
    const viewport = { width: innerWidth, height: innerHeight };
    const room = Math.min(viewport.width, facts.chartArea?.width ?? Infinity);
    box.classList.toggle('pill-narrow', room < NARROW_PX);
    const wanted = dragged ?? siteSettings(facts.settings, facts.siteId).look.panelPlace;
    const corner = wanted ? null : pillCorner(facts.chartArea, viewport);
    const place =
      wanted && clampPlace(wanted, viewport, { width: box.offsetWidth, height: box.offsetHeight });
    Object.assign(box.style, {
      left: place ? `${place.left}px` : corner ? 'auto' : '',
      top: place ? `${place.top}px` : '',
      right: corner ? `${corner.right}px` : '',
      bottom: place ? 'auto' : corner ? `${corner.bottom}px` : '',
    });
  };
  const placeNow = (): Place => {
    const { left, top } = box.getBoundingClientRect();
    return { left, top };
  };
  const drop = () => dragged && move(placeNow());
  const showTip = () => {
    if (!facts) return;
    const lines = pillLines(facts).map(({ title, words }) =>
      make('p', '', ...(title ? [make('strong', '', title), ' '] : []), words),
    );
    tipBox.replaceChildren(...lines);
    tip.hidden = false;
    placeTip(tip, box.getBoundingClientRect());
  };
  const hideTip = () => {
    tip.hidden = true;
  };

  const listen = { signal };
  button.addEventListener('click', open, listen);
  button.addEventListener('pointerdown', prepare, listen);
  button.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape') hideTip();
      const step = event.altKey && ARROW_STEPS[event.key];
      if (!step) return;
      event.preventDefault();
      const { left, top } = placeNow();
      dragged = { left: left + step.left, top: top + step.top };
      stand();
      drop();
    },
    listen,
  );
  grip.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return;
      hideTip();
      const steer = (place: Place) => {
        dragged = place;
        stand();
      };
      followDrag(event, grip, { start: placeNow(), move: steer, drop });
    },
    listen,
  );
  box.addEventListener('pointerenter', showTip, listen);
  box.addEventListener('pointerleave', hideTip, listen);
  box.addEventListener('focusin', showTip, listen);
  box.addEventListener('focusout', hideTip, listen);
  window.addEventListener('resize', stand, { signal, passive: true });

  return {
    update(next) {
      facts = next;
      if (box.hidden) return;
      const { isDark, surface } = next.theme;
      const theme = `liqlens ${isDark ? 'dark' : 'light'}`;
      if (frame.className !== theme) frame.className = theme;
      if (surface) frame.style.setProperty('--surface', surface);
      showPieces(figures, pillPieces(next));
      if (!tip.hidden) showTip();
      stand();
    },
    setShown(isShown) {
      if (box.hidden !== isShown) return;
      box.hidden = !isShown;
      hideTip();
      if (isShown && facts) this.update(facts);
    },
    focus: () => button.focus(),
  };
}
