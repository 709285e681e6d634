import { AlertsSection } from './alerts';
import { ClustersSection } from './clusters';
import { ContextSection } from './context';
import { CrossCheckSection } from './cross-check';
import { FiltersSection } from './filters';
import { GlossarySection } from './glossary';
import { ImbalanceSection } from './imbalance';
import { IntensitySection } from './intensity';
import { LookSection } from './look';
import { NoticeSection } from './notice';
import { PlanSection } from './plan';
import { ProvenanceSection } from './provenance';
import { ReplaySection } from './replay';
import { ScorecardSection } from './scorecard';
import type { Section } from './section';
import { SideSentenceSection } from './side-sentence';
import { SourceTroubleSection } from './source-trouble';
import { SourcesSection } from './sources';

/** The panel's blocks from top to bottom. */
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
  { id: 'plan', titleKey: 'sectionPlan', place: 'plan', component: PlanSection },
  { id: 'alerts', titleKey: 'sectionAlerts', place: 'more', component: AlertsSection },
  { id: 'filters', titleKey: 'sectionFilters', place: 'more', component: FiltersSection },
  { id: 'look', titleKey: 'sectionLook', place: 'more', component: LookSection },
  { id: 'sources', titleKey: 'sectionSources', place: 'more', component: SourcesSection },
  { id: 'provenance', titleKey: 'sectionProvenance', place: 'more', component: ProvenanceSection },
  { id: 'replay', titleKey: 'sectionReplay', place: 'more', component: ReplaySection },
  { id: 'scorecard', titleKey: 'sectionScorecard', place: 'more', component: ScorecardSection },
  { id: 'cross-check', titleKey: 'sectionCrossCheck', place: 'more', component: CrossCheckSection },
  { id: 'glossary', titleKey: 'sectionGlossary', place: 'more', component: GlossarySection },
];
