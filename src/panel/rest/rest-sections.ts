import { type ReadonlySignal, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PanelActions } from '../panel-model';
import type { Section } from '../sections/section';

/** A background that was asleep or busy is asked again. */
const RETRY_MS = 1000;

const held = signal<readonly Section[] | null>(null);

/** Sections behind the panel's buttons, which weigh too much for every page load; null until they have come. */
export const restSections: ReadonlySignal<readonly Section[] | null> = held;

export function takeRestSections(sections: readonly Section[] | null): void {
  held.value = sections;
}

/** The sections; asks for them from the first time they are wanted until they are there. */
export function useRestSections({ bringRest }: Pick<PanelActions, 'bringRest'>): readonly Section[] | null {
  useEffect(() => {
    if (!bringRest || held.peek() !== null) return;
    bringRest();
    const timer = setInterval(() => (held.peek() === null ? bringRest() : clearInterval(timer)), RETRY_MS);
    return () => clearInterval(timer);
  }, [bringRest]);
  return held.value;
}
