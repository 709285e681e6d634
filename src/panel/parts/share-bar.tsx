import type { JSX } from 'preact';

interface ShareBarProps {
  /** Parts of a whole, 0..1, in drawing order, each with the class that colours it. */
  parts: { share: number; className: string }[];
  label: string;
}

/** A thin bar cut into parts; the label says the same in words. */
export function ShareBar({ parts, label }: ShareBarProps): JSX.Element {
  return (
    <div class="share-bar" role="img" aria-label={label} title={label}>
      {parts.map(({ share, className }) => (
        <span key={className} class={className} style={{ flexGrow: Number.isFinite(share) ? share : 0 }} />
      ))}
    </div>
  );
}
