/** A chart that was flung goes on moving for about this long, ms. */
const FLING_MS = 1000;
const KEYS = /^(?:Arrow|Page|Home$|End$|[+-]$)/;

/** Whether the user moves something in this frame now, or has just let go of it. */
export function watchHand(window: Window, signal: AbortSignal): () => boolean {
  const { document, performance } = window;
  let movedMs = Number.NEGATIVE_INFINITY;
  const listening = { capture: true, passive: true, signal };
  const move = () => {
    movedMs = performance.now();
  };
  for (const type of ['wheel', 'touchmove']) document.addEventListener(type, move, listening);
  document.addEventListener('pointermove', ({ buttons }) => buttons !== 0 && move(), listening);
  document.addEventListener('keydown', ({ key }) => KEYS.test(key) && move(), listening);
  // A press may choose anything from a menu; if it begins a drag, its moves will tell.
  const press = () => {
    movedMs = Number.NEGATIVE_INFINITY;
  };
  document.addEventListener('pointerdown', press, listening);
  return () => performance.now() - movedMs < FLING_MS;
}
