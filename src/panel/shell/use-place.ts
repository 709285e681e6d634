import { useSignal } from '@preact/signals';
import type { RefObject, TargetedKeyboardEvent, TargetedPointerEvent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { siteSettings } from '../../core/settings/settings';
import type { PanelModel } from '../panel-model';
import { ARROW_STEPS, followDrag } from './drag';
import { clampPlace, firstPlace, type Place, type Size } from './place';

interface Movable {
  ref: RefObject<HTMLDivElement | null>;
  style: { left?: string; top?: string; bottom?: string };
  /** For the element that is dragged by. */
  onPointerDown: (event: TargetedPointerEvent<HTMLElement>) => void;
  /** Moves with the arrow keys, 16 px a step. */
  onKeyDown: (event: TargetedKeyboardEvent<HTMLElement>) => void;
}

/** Place of a floating box: remembered, dragged, moved by keys, kept inside the viewport. */
export function usePlace(model: PanelModel, onMoved: (place: Place) => void): Movable {
  const ref = useRef<HTMLDivElement>(null);
  const dragged = useSignal<Place | null>(null);
  const viewport = useViewport();
  const size = useBoxSize(ref);
  const remembered = siteSettings(model.settings.value, model.siteId.value).look.panelPlace;
  const wanted = dragged.value ?? remembered ?? firstPlace(model.chartArea.value);
  const place = wanted && clampPlace(wanted, viewport.value, size.value);
  const currentPlace = (): Place => {
    const box = ref.current?.getBoundingClientRect();
    return place ?? { left: box?.left ?? 0, top: box?.top ?? 0 };
  };

  const onPointerDown = (event: TargetedPointerEvent<HTMLElement>): void => {
    if (event.button !== 0 || isControl(event)) return;
    followDrag(event, event.currentTarget, {
      start: currentPlace(),
      move: (moved) => {
        dragged.value = moved;
      },
      drop: () => {
        if (dragged.value) onMoved(clampPlace(dragged.value, viewport.value, size.value));
      },
    });
  };

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    const step = ARROW_STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const start = currentPlace();
    const next = { left: start.left + step.left, top: start.top + step.top };
    dragged.value = clampPlace(next, viewport.value, size.value);
    onMoved(dragged.value);
  };

  const style = place ? { left: `${place.left}px`, top: `${place.top}px`, bottom: 'auto' } : {};
  return { ref, style, onPointerDown, onKeyDown };
}

/** Buttons and fields inside the drag handle keep their own clicks; shadow roots retarget, hence the path. */
function isControl(event: TargetedPointerEvent<HTMLElement>): boolean {
  const path = event.composedPath();
  return path
    .slice(0, path.indexOf(event.currentTarget))
    .some((node) => node instanceof Element && node.matches('button, select, input, a, summary'));
}

function useViewport() {
  const viewport = useSignal<Size>({ width: window.innerWidth, height: window.innerHeight });
  useEffect(() => {
    const stop = new AbortController();
    const measure = (): void => {
      viewport.value = { width: window.innerWidth, height: window.innerHeight };
    };
    window.addEventListener('resize', measure, { signal: stop.signal, passive: true });
    return () => stop.abort();
  }, [viewport]);
  return viewport;
}

function useBoxSize(ref: RefObject<HTMLDivElement | null>) {
  const size = useSignal<Size>({ width: 336, height: 420 });
  useEffect(() => {
    const box = ref.current;
    if (!box || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => {
      if (size.value.height !== box.offsetHeight || size.value.width !== box.offsetWidth) {
        size.value = { width: box.offsetWidth, height: box.offsetHeight };
      }
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, [ref, size]);
  return size;
}
