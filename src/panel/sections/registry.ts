import { ClustersSection } from './clusters';
import { ContextSection } from './context';
import { ImbalanceSection } from './imbalance';
import { IntensitySection } from './intensity';
import { NoticeSection } from './notice';
import type { Section } from './section';
import { SideSentenceSection } from './side-sentence';
import { SourceTroubleSection } from './source-trouble';

/** The first screen's blocks from top to bottom; `../rest/rest-registry.ts` has those behind its buttons. */
export const SECTIONS: Section[] = [
  { id: 'notice', titleKey: 'sectionNotice', place: 'main', component: NoticeSection },
  { id: 'source-trouble', titleKey: 'sectionSources', place: 'main', component: SourceTroubleSection },
  {
    id: 'imbalance',
    titleKey: 'sectionImbalance',
    place: 'main',
    isAdvanced: true,
    component: ImbalanceSection,
  },
  { id: 'side-sentence', titleKey: 'sectionSide', place: 'main', component: SideSentenceSection },
  { id: 'clusters', titleKey: 'sectionClusters', place: 'main', component: ClustersSection },
  { id: 'context', titleKey: 'sectionContext', place: 'main', isAdvanced: true, component: ContextSection },
  {
    id: 'intensity',
    titleKey: 'sectionIntensity',
    place: 'main',
    isAdvanced: true,
    component: IntensitySection,
  },
];
