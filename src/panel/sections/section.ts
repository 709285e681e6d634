import type { ComponentType } from 'preact';
import type { PanelActions, PanelModel } from '../panel-model';
import type { StringKey } from '../strings/text';

export interface SectionProps {
  model: PanelModel;
  actions: PanelActions;
}

/** One block of the panel; the file's name is the id. */
export interface Section {
  id: string;
  titleKey: StringKey;
  /** `main`: the first screen. `plan`: behind its own button there. `more`: a disclosure behind "More". */
  place: 'main' | 'plan' | 'more';
  /** Left out in beginner mode. */
  isAdvanced?: boolean;
  component: ComponentType<SectionProps>;
}
