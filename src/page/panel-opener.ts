import { bringPart } from './bring-part';
import type { PanelPart, PanelPartOptions } from './panel-part';

type CreatePanelPart = (options: PanelPartOptions) => PanelPart;

/** Scripts of one extension share the globals of a frame's isolated world; the page cannot see them. */
interface MeetingPlace {
  liqlensPanelPart?: CreatePanelPart;
}

const meetingPlace = globalThis as MeetingPlace;

/** A background that was asleep or busy is asked again. */
const RETRY_MS = 1000;

/** Called by the panel's script. */
export function bringPanelPart(create: CreatePanelPart): void {
  meetingPlace.liqlensPanelPart = create;
}

interface PanelOpenerOptions {
  /** Asked when the script has come: what to make the panel of. */
  options(): PanelPartOptions;
  onCome(): void;
  isWanted(): boolean;
  signal: AbortSignal;
  bring?: () => Promise<boolean>;
}

/** Fetches the panel's script when it is first wanted, and again as long as it is wanted and has not come. */
export interface PanelOpener {
  /** Null until the script has come. */
  part(): PanelPart | null;
  fetch(): void;
}

export function createPanelOpener({
  options,
  onCome,
  isWanted,
  signal,
  bring = () => bringPart('panel'),
}: PanelOpenerOptions): PanelOpener {
  let part: PanelPart | null = null;
  let isComing = false;
  const fetch = async () => {
    if (isComing || part || signal.aborted) return;
    isComing = true;
    const isThere = meetingPlace.liqlensPanelPart !== undefined || (await bring());
    isComing = false;
    if (signal.aborted) return;
    part = (isThere && meetingPlace.liqlensPanelPart?.(options())) || null;
    if (part) return onCome();
    setTimeout(() => isWanted() && void fetch(), RETRY_MS);
  };
  return { part: () => part, fetch: () => void fetch() };
}
