import { browser } from 'wxt/browser';
import type { AlertEvent } from '../core/alerts/alert-state';

type MessageKey = Parameters<typeof browser.i18n.getMessage>[0];

const price = (value: number) => value.toLocaleString(undefined, { maximumSignificantDigits: 6 });

/** Two significant digits and no more: `$38M`. */
export function roughUsd(usd: number): string {
  return `$${new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 2 }).format(usd)}`;
}

const TITLES = {
  approach: 'alert_approach',
  spike: 'alert_spike',
  cleared: 'alert_cleared',
  cascade: 'alert_cascade',
  offline: 'alert_offline',
} as const;

function titleKey({ kind, detail }: AlertEvent): string {
  if (kind !== 'plan') return TITLES[kind];
  return detail === 'stop-inside' ? 'alertPlan_stop_inside' : 'alertPlan_before_liquidation';
}

/** Title and text of a notification; the price's age is always told, since a closed page is polled once a minute. */
export function wordsOf(event: AlertEvent, symbol: string): { title: string; message: string } {
  const say = (key: string, ...parts: string[]) => browser.i18n.getMessage(key as MessageKey, parts);
  const { cluster, zone } = event;
  const place = cluster
    ? say(
        cluster.side === 'long' ? 'alertZoneLongs' : 'alertZoneShorts',
        price(cluster.lowPrice),
        price(cluster.highPrice),
        roughUsd(cluster.notionalUsd),
      )
    : zone
      ? `${say(zone.side === 'long' ? 'sideLongs' : 'sideShorts')} ${price(zone.lowPrice)}–${price(zone.highPrice)}`
      : '';
  const age = say('alertPriceAge', price(event.price), String(Math.round(event.priceAgeMs / 1000)));
  // What traders do then, named and not advised.
  const options = event.kind === 'approach' ? say('alertOptions') : '';
  const message = [[place, age].filter(Boolean).join('. '), options].filter(Boolean).join(' ');
  return { title: `${symbol}: ${say(titleKey(event))}`, message };
}
