import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

const RETRY_MS = 1000;

/**
 * Asks `load` at once and every `intervalMs` (0 = until the first answer) while mounted; null before the first answer.
 * A refused call leaves the old value: the background may be restarting, and the next turn asks again.
 */
export function usePolled<T>(load: () => Promise<T>, intervalMs: number): Signal<T | null> {
  const value = useSignal<T | null>(null);
  useEffect(() => {
    let isMounted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const askAgain = (delayMs: number): void => {
      if (isMounted && delayMs > 0) timer = setTimeout(ask, delayMs);
    };
    const ask = (): void => {
      load().then(
        (next) => {
          if (isMounted) value.value = next;
          askAgain(intervalMs);
        },
        () => askAgain(intervalMs || RETRY_MS),
      );
    };
    ask();
    return () => {
      isMounted = false;
      clearTimeout(timer);
    };
  }, [load, intervalMs, value]);
  return value;
}
