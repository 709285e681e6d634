import type { AlertRule } from '../core/alerts/alert-rule';

/** Tones of each sound: frequency in Hz and start in seconds. */
const TONES: Record<AlertRule['sound'], [number, number][]> = {
  none: [],
  soft: [[660, 0]],
  bell: [
    [880, 0],
    [1320, 0.12],
  ],
  urgent: [
    [740, 0],
    [740, 0.2],
    [988, 0.4],
  ],
};
const LENGTH_S = 0.18;
const LOUDNESS = 0.12;

/** Plays an alert's sound in the page; a page that the user has not touched yet may refuse, which is silence. */
export function playSound(sound: AlertRule['sound']): void {
  const tones = TONES[sound];
  if (tones.length === 0) return;
  const audio = new AudioContext();
  for (const [frequency, startS] of tones) {
    const at = audio.currentTime + startS;
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    oscillator.frequency.value = frequency;
    gain.gain.setValueAtTime(LOUDNESS, at);
    gain.gain.exponentialRampToValueAtTime(0.001, at + LENGTH_S);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(at);
    oscillator.stop(at + LENGTH_S);
  }
  setTimeout(() => void audio.close(), 2000);
}
