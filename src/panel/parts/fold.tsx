import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';

interface FoldProps {
  title: string;
  children: () => ComponentChildren;
}

/** A disclosure whose content is built on first opening. */
export function Fold({ title, children }: FoldProps): JSX.Element {
  const isOpen = useSignal(false);
  return (
    <details class="fold" onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen.value && <div class="fold-body">{children()}</div>}
    </details>
  );
}
