import type { composePicture } from '../overlay/export-picture';
import { bringPart } from './bring-part';
import type { savePicture } from './save-picture';

/** What puts chart and layer into one picture and hands it to the user; a script of its own brings it. */
export interface PictureTools {
  composePicture: typeof composePicture;
  savePicture: typeof savePicture;
}

/** Scripts of one extension share the globals of a frame's isolated world; the page cannot see them. */
interface MeetingPlace {
  liqlensPicture?: PictureTools;
}

const meetingPlace = globalThis as MeetingPlace;

/** Called by the script of the tools. */
export function bringPictureTools(tools: PictureTools): void {
  meetingPlace.liqlensPicture = tools;
}

/** The tools, brought when they are first asked for; null where they cannot come. */
export async function pictureTools(bring = () => bringPart('picture')): Promise<PictureTools | null> {
  if (!meetingPlace.liqlensPicture) await bring();
  return meetingPlace.liqlensPicture ?? null;
}
