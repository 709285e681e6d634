import { setStringLookup } from '../strings/text';
import type { Meeting } from './lend-to-rest';
import { MEETING_NAME } from './lent-modules';
import { REST_SECTIONS } from './rest-registry';

/** The second part of the panel: hands its sections to the first, which has lent it what they stand on. */
export function bringRest(): void {
  const meeting = (globalThis as Record<string, unknown>)[MEETING_NAME] as Meeting | undefined;
  if (!meeting) throw new Error('the panel is not in this frame');
  setStringLookup(meeting.strings);
  meeting.take(REST_SECTIONS);
}
