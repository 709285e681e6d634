import { runInFirefox } from '../browsers/firefox-chrome';
import type { FaultAction } from '../exchange/faults';
import type { Wound } from './wound';

const HELD_MS = 15_000;
/** The watched page and its own chart stay well: what is proved is that we heal. */
const PAGE_HOST = 'www.binance.com';
/** A connection that falls silent is pinged after 8 s and given up 6 s later. */
const HALF_OPEN_LIMIT_MS = 18_000;
/** Back-off after refusals waits as long as the exchange asked. */
const RETRY_AFTER_S = 5;

export const NETWORK_WOUNDS: readonly Wound[] = [
  { name: 'sockets cut', strike: async (stage) => void stage.exchange.sockets.cut(), heldMs: 0 },
  { ...fault('sockets half-open', { kind: 'half-open' }, 'socket', 2000), limitMs: HALF_OPEN_LIMIT_MS },
  fault('outage of everything', { kind: 'drop' }, undefined, HELD_MS, true),
  { ...fault('outage of 5 min', { kind: 'drop' }, undefined, 300_000, true), isLong: true },
  {
    name: 'connections refused',
    strike: ({ exchange }) => exchange.hangUp(),
    heldMs: HELD_MS,
    lift: ({ exchange }) => exchange.pickUp(),
  },
  {
    name: 'names not resolved',
    only: 'firefox',
    strike: ({ launched, exchange }) => resolveNames(launched.browser, false, exchange.sockets),
    heldMs: HELD_MS,
    lift: ({ launched, exchange }) => resolveNames(launched.browser, true, exchange.sockets),
  },
  {
    name: 'browser offline and back',
    only: 'firefox',
    strike: ({ launched }) => runInFirefox(launched.browser, 'Services.io.offline = true;'),
    heldMs: HELD_MS,
    lift: ({ launched }) => runInFirefox(launched.browser, 'Services.io.offline = false;'),
  },
  fault('REST slow by 2 s', { kind: 'delay', ms: 2000 }, 'rest'),
  fault('REST at 20 kB/s', { kind: 'throttle', bytesPerSecond: 20_000 }, 'rest'),
  refusal(403),
  refusal(418),
  refusal(429),
  refusal(451),
  refusal(503),
];

export const PAYLOAD_WOUNDS: readonly Wound[] = [
  fault('corrupted frames', { kind: 'corrupt' }),
  fault('truncated frames', { kind: 'truncate', keep: 0.6 }),
  fault('HTML instead of JSON', { kind: 'html' }),
  fault('NaN values', { kind: 'absurd', what: 'nan' }),
  fault('negative values', { kind: 'absurd', what: 'negative' }),
  fault('values x1000', { kind: 'absurd', what: 'x1000' }),
  fault('time running backwards', { kind: 'absurd', what: 'backwards' }),
  fault('wrong symbol', { kind: 'absurd', what: 'wrong-symbol' }),
];

function fault(
  name: string,
  action: FaultAction,
  on?: 'rest' | 'socket',
  heldMs = HELD_MS,
  isCutting = false,
): Wound {
  return {
    name,
    heldMs,
    async strike({ exchange }) {
      const hosts = exchange.venueHosts.filter((host) => host !== PAGE_HOST);
      for (const host of hosts) exchange.faults.add({ action, on, host });
      if (isCutting) exchange.sockets.cut();
    },
    lift: async ({ exchange }) => exchange.faults.clear(),
  };
}

/** REST is refused with a status; sockets fall with it. The limit counts from the end of the asked wait. */
function refusal(status: number): Wound {
  const action = { kind: 'refuse', status, retryAfterS: RETRY_AFTER_S } as const;
  return { ...fault(`${status} storm`, action, 'rest', HELD_MS, true), limitMs: 5000 + RETRY_AFTER_S * 1000 };
}

/** Without its forced answer the browser asks a real name server, of which the test network has none. */
async function resolveNames(
  browser: Parameters<typeof runInFirefox>[0],
  isOn: boolean,
  sockets: { cut(): number },
): Promise<void> {
  await runInFirefox(
    browser,
    `Services.prefs.setStringPref('network.dns.forceResolve', '${isOn ? '127.0.0.1' : ''}');
     Cc['@mozilla.org/network/dns-service;1'].getService(Ci.nsIDNSService).clearCache(true);`,
  );
  if (!isOn) sockets.cut();
}
