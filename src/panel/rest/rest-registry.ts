import { AlertsSection } from '../sections/alerts';
import { CrossCheckSection } from '../sections/cross-check';
import { FiltersSection } from '../sections/filters';
import { GlossarySection } from '../sections/glossary';
import { LookSection } from '../sections/look';
import { PlanSection } from '../sections/plan';
import { ProvenanceSection } from '../sections/provenance';
import { ReplaySection } from '../sections/replay';
import { ScorecardSection } from '../sections/scorecard';
import type { Section } from '../sections/section';
import { SourcesSection } from '../sections/sources';

/** Blocks behind the panel's buttons, in their order; they come with the panel's second part, on first opening. */
export const REST_SECTIONS: Section[] = [
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
