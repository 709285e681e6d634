import * as signals from '@preact/signals';
import * as preact from 'preact';
import * as hooks from 'preact/hooks';
import * as jsx from 'preact/jsx-runtime';
import type { Section } from '../sections/section';
import type { StringLookup } from '../strings/text';
import { MEETING_NAME } from './lent-modules';
import { takeRestSections } from './rest-sections';

/** What the first part of the panel gives the second. */
export interface Meeting {
  preact: typeof preact;
  hooks: typeof hooks;
  jsx: typeof jsx;
  signals: typeof signals;
  strings: StringLookup;
  take(sections: readonly Section[]): void;
}

/** Called by the first part, before the second can be asked for. */
export function lendToRest(strings: StringLookup): void {
  const meeting: Meeting = { preact, hooks, jsx, signals, strings, take: takeRestSections };
  Object.assign(globalThis, { [MEETING_NAME]: meeting });
}
