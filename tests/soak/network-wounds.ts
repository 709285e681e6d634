import { runInFirefox } from '../browsers/firefox-chrome';
import type { FaultAction } from '../exchange/faults';
import { serviceWorker } from './in-background';
import type { SoakStage } from './soak-stage';
import type { Wound } from './wound';

const HELD_MS = 15_000;
/** The watched page and its own chart stay well: what is proved is that we heal. */
const PAGE_HOST = 'www.binance.com';
/** What refusals ask their clients to wait; it is waited out, so that the cause is gone only then. */
const RETRY_AFTER_S = 5;

export const NETWORK_WOUNDS: readonly Wound[] = [
  { name: 'sockets cut', strike: async (stage) => void stage.exchange.sockets.cut(), heldMs: 0 },
  fault('sockets half-open', { kind: 'half-open' }, 'socket', 2000),
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
    strike: (stage) => resolveNames(stage, false),
    heldMs: HELD_MS,
    lift: (stage) => resolveNames(stage, true),
  },
  {
    name: 'browser offline and back',
    strike: (stage) => setOnline(stage, false),
    heldMs: HELD_MS,
    lift: (stage) => setOnline(stage, true),
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

/** REST is refused with a status; sockets fall with it. */
function refusal(status: number): Wound {
  const action = { kind: 'refuse', status, retryAfterS: RETRY_AFTER_S } as const;
  return fault(`${status} storm`, action, 'rest', HELD_MS, true);
}

/** Without its forced answer Firefox asks a real name server, of which the test network has none. */
async function resolveNames(stage: SoakStage, isOn: boolean): Promise<void> {
  const { exchange, launched } = stage;
  if (launched.name === 'chrome') return failRequests(stage, isOn ? null : 'NameNotResolved');
  await runInFirefox(
    launched.browser,
    `Services.prefs.setStringPref('network.dns.forceResolve', '${isOn ? '127.0.0.1' : ''}');
     Cc['@mozilla.org/network/dns-service;1'].getService(Ci.nsIDNSService).clearCache(true);`,
  );
  if (!isOn) exchange.sockets.cut();
}

async function setOnline(stage: SoakStage, isOn: boolean): Promise<void> {
  const { launched } = stage;
  if (launched.name === 'chrome') return failRequests(stage, isOn ? null : 'InternetDisconnected');
  await runInFirefox(launched.browser, `Services.io.offline = ${!isOn};`);
}

/** Chromium fails the requests of our service worker as it would itself; sockets, which it spares, fall at the exchange. */
async function failRequests(
  { exchange, launched }: SoakStage,
  errorReason: 'NameNotResolved' | 'InternetDisconnected' | null,
): Promise<void> {
  const { client } = await serviceWorker(launched);
  client.removeAllListeners('Fetch.requestPaused');
  exchange.faults.clear();
  if (errorReason === null) {
    await client.send('Fetch.disable');
    return;
  }
  client.on('Fetch.requestPaused', ({ requestId }) => {
    void client.send('Fetch.failRequest', { requestId, errorReason }).catch(() => undefined);
  });
  await client.send('Fetch.enable');
  exchange.faults.add({ action: { kind: 'drop' }, on: 'socket' });
  exchange.sockets.cut();
}
