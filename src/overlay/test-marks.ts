import type { AxisMapping } from '../core/axis/axis-mapping';

/** Writes on the host what tests of a whole page need to see; production builds never call it. */
export function writeTestMarks(
  host: HTMLElement,
  state: string,
  placement: string,
  mapping: AxisMapping | null,
  chips: readonly string[],
): void {
  host.dataset.state = state;
  host.dataset.placement = placement;
  host.dataset.chips = JSON.stringify(chips);
  if (mapping === null) return;
  host.dataset.anchor = mapping.source;
  host.dataset.mapping = JSON.stringify(mapping);
}
