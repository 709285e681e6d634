/** Name of the global by which the panel's first part meets its second, in the isolated world of one frame. */
export const MEETING_NAME = 'liqlensPanel';

/** Packages that the second part takes over from the first, with where it finds them: one Preact renders one tree. */
export const LENT_MODULES: Record<string, string> = {
  preact: `${MEETING_NAME}.preact`,
  'preact/hooks': `${MEETING_NAME}.hooks`,
  'preact/jsx-runtime': `${MEETING_NAME}.jsx`,
  '@preact/signals': `${MEETING_NAME}.signals`,
};
