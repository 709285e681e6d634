import type { JSX } from 'preact';

const PATHS = {
  bell: 'M8 2a4 4 0 0 0-4 4v3l-1.5 2.5h11L12 9V6a4 4 0 0 0-4-4Zm-1.5 11a1.5 1.5 0 0 0 3 0',
  bellOn:
    'M8 2a4 4 0 0 0-4 4v3l-1.5 2.5h11L12 9V6a4 4 0 0 0-4-4Zm-1.5 11a1.5 1.5 0 0 0 3 0M1.5 5.5A5 5 0 0 1 3.5 2m11 3.5A5 5 0 0 0 12.5 2',
  chevron: 'm4 6 4 4 4-4',
  close: 'm4 4 8 8m0-8-8 8',
  collapse: 'M3 8h10',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8ZM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  eyeOff:
    'M2.5 2.5l11 11M6.2 3.8A6 6 0 0 1 8 3.5c4 0 6.5 4.5 6.5 4.5a11 11 0 0 1-2 2.4M10 11.9a6 6 0 0 1-2 .6C4 12.5 1.5 8 1.5 8a11 11 0 0 1 2.4-2.8',
  external: 'M9 3h4v4m0-4L7.5 8.5M11 9.5V13H3V5h3.5',
  up: 'm8 3.5 4.5 8h-9Z',
  down: 'm8 12.5 4.5-8h-9Z',
  check: 'm3 8.5 3.5 3.5L13 4.5',
} as const;

export type IconName = keyof typeof PATHS;

/** A 16 px line icon; decoration only, the control around it carries the name. */
export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
