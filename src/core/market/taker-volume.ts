/** Volume bought and sold by takers in one interval, base coins. */
export interface TakerVolume {
  openTimeMs: number;
  intervalMs: number;
  buyBase: number;
  sellBase: number;
}
