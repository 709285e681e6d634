import { whenReopened } from './when-reopened';

/** A chart that was flung goes on moving for about this long, ms. */
const FLING_MS = 1000;
/** A click whose pointer has moved further was a drag, px. */
const TREMOR_PX = 4;
const KEYS = /^(?:Arrow|Page|Home$|End$|[+-]$)/;

/** Whether the user moves something in this frame now, or has just let go of it. */
export function watchHand(window: Window, signal: AbortSignal): () => boolean {
  const { document, performance } = window;
  let movedMs = Number.NEGATIVE_INFINITY;
  let isFrameAsked = false;
  const listening = { capture: true, passive: true, signal };
  /** On a slow machine the chart follows late: time counts from the frame in which it can. */
  const countFromFrame = () => {
    isFrameAsked = false;
    if (Number.isFinite(movedMs)) movedMs = performance.now();
  };
  const move = () => {
    movedMs = performance.now();
    if (!isFrameAsked) window.requestAnimationFrame(countFromFrame);
    isFrameAsked = true;
  };
  const drag = ({ buttons }: PointerEvent) => buttons !== 0 && move();
  // What a press, a key or a field chooses may be anything from a menu; if a press begins a drag, its moves will tell.
  const choose = () => {
    movedMs = Number.NEGATIVE_INFINITY;
  };
  const type = ({ key }: KeyboardEvent) => (KEYS.test(key) ? move() : choose());
  let pressed = { clientX: 0, clientY: 0 };
  const press = ({ clientX, clientY }: MouseEvent) => {
    pressed = { clientX, clientY };
    choose();
  };
  // A hand trembles while it clicks.
  const click = ({ clientX, clientY }: MouseEvent) => {
    const draggedPx = Math.hypot(clientX - pressed.clientX, clientY - pressed.clientY);
    if (!(draggedPx > TREMOR_PX)) choose();
  };
  const listen = () => {
    document.addEventListener('wheel', move, listening);
    document.addEventListener('touchmove', move, listening);
    document.addEventListener('pointermove', drag, listening);
    document.addEventListener('keydown', type, listening);
    document.addEventListener('change', choose, listening);
    document.addEventListener('pointerdown', press, listening);
    document.addEventListener('click', click, listening);
  };
  listen();
  whenReopened(document, signal, listen);
  return () => performance.now() - movedMs < FLING_MS;
}
