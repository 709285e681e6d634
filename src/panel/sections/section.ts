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
  /** `main`: always open. `fold`: a disclosure on the first screen. `more`: a disclosure below "More". */
  place: 'main' | 'fold' | 'more';
  component: ComponentType<SectionProps>;
}
