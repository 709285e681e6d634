/** Time between two beats, ms. */
export const PULSE_MS = 1000;

/** One timer for all that is looked after once a second; a timer for each feed and socket costs more than what they do. */
export interface Pulse {
  /** Calls `beat` at every beat until the signal aborts, after those who joined before. */
  join(beat: () => void, signal: AbortSignal): void;
}

/** A pulse that rests while nobody has joined. A beat that throws does not keep the others from theirs. */
export function createPulse(): Pulse {
  const beats = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  const beatAll = () => {
    for (const beat of beats) {
      try {
        beat();
      } catch (error) {
        setTimeout(() => {
          throw error;
        });
      }
    }
  };
  return {
    join(beat, signal) {
      if (signal.aborted) return;
      beats.add(beat);
      timer ??= setInterval(beatAll, PULSE_MS);
      const leave = () => {
        beats.delete(beat);
        if (beats.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
      signal.addEventListener('abort', leave, { once: true });
    },
  };
}
