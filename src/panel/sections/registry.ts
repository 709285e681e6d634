import { ClustersSection } from './clusters';
import { ContextSection } from './context';
import { FiltersSection } from './filters';
import { ImbalanceSection } from './imbalance';
import { IntensitySection } from './intensity';
import { LookSection } from './look';
import { NoticeSection } from './notice';
import { ProvenanceSection } from './provenance';
import type { Section } from './section';
import { SourceTroubleSection } from './source-trouble';
import { SourcesSection } from './sources';

/** The panel's blocks from top to bottom. */
export const SECTIONS: Section[] = [
  { id: 'notice', titleKey: 'sectionNotice', place: 'main', component: NoticeSection },
  { id: 'source-trouble', titleKey: 'sectionSources', place: 'main', component: SourceTroubleSection },
  { id: 'imbalance', titleKey: 'sectionImbalance', place: 'main', component: ImbalanceSection },
  { id: 'clusters', titleKey: 'sectionClusters', place: 'main', component: ClustersSection },
  { id: 'context', titleKey: 'sectionContext', place: 'main', component: ContextSection },
  { id: 'intensity', titleKey: 'sectionIntensity', place: 'main', component: IntensitySection },
  { id: 'filters', titleKey: 'sectionFilters', place: 'more', component: FiltersSection },
  { id: 'look', titleKey: 'sectionLook', place: 'more', component: LookSection },
  { id: 'sources', titleKey: 'sectionSources', place: 'more', component: SourcesSection },
  { id: 'provenance', titleKey: 'sectionProvenance', place: 'more', component: ProvenanceSection },
];
