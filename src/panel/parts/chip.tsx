import type { ComponentChildren, JSX } from 'preact';

interface ChipProps {
  tone?: 'plain' | 'strong' | 'caution';
  title?: string;
  children: ComponentChildren;
}

/** A word or two about a thing; never the only carrier of a figure. */
export function Chip({ tone = 'plain', title, children }: ChipProps): JSX.Element {
  return (
    <span class={`chip chip-${tone}`} title={title}>
      {children}
    </span>
  );
}
