import type { BrowserName } from '../browsers/extension-build';
import type { SoakStage } from './soak-stage';

/** Something that goes wrong, and how it ends. */
export interface Wound {
  name: string;
  /** The browser it can happen in; both when absent. */
  only?: BrowserName;
  strike(stage: SoakStage): Promise<void>;
  /** How long the cause lasts. */
  heldMs: number;
  lift?(stage: SoakStage): Promise<void>;
  /** Minutes long: only with `--minutes` 10 and more. */
  isLong?: boolean;
  /** So many of the oldest columns leave the picture meanwhile and are not compared. */
  leavingColumns?: number;
}
