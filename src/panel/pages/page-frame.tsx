import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect } from 'preact/hooks';

interface PageFrameProps {
  /** Class of the page: `popup`, `options` or `welcome`. */
  name: string;
  children: ComponentChildren;
}

/** An extension page in the theme of the system; these pages have no host page to follow. */
export function PageFrame({ name, children }: PageFrameProps): JSX.Element {
  const isDark = useSignal(prefersDark());
  useEffect(() => {
    const query = window.matchMedia('(prefers-color-scheme: dark)');
    const stop = new AbortController();
    const follow = (): void => {
      isDark.value = query.matches;
    };
    query.addEventListener('change', follow, { signal: stop.signal });
    return () => stop.abort();
  }, [isDark]);
  return <div class={`liqlens page ${name} ${isDark.value ? 'dark' : 'light'}`}>{children}</div>;
}

function prefersDark(): boolean {
  return window.matchMedia('(prefers-color-scheme: dark)').matches;
}
