import type { ContactLog } from './contact-log';
import type { Fault, FaultBox } from './faults';
import type { MarketClock } from './market/market-clock';
import { json, type VenueReply, type VenueRequest } from './venue';

/** Host of the control endpoint; exists on the local exchange only. */
export const CONTROL_HOST = 'control.liqlens.test';

interface Controlled {
  clock: MarketClock;
  faults: FaultBox;
  contacts: ContactLog;
  sockets: { count(host?: string): number; cut(host?: string): number };
}

/**
 * The faults and the clock over HTTP, for scripts outside the process:
 * GET /state · POST /faults {fault} · DELETE /faults · POST /clock {speed?, jumpMs?} · POST /cut {host?}.
 */
export function answerControl(exchange: Controlled, request: VenueRequest): VenueReply {
  const body = request.body === '' ? {} : JSON.parse(request.body);
  switch (`${request.method} ${request.path}`) {
    case 'GET /state':
      return json(state(exchange));
    case 'POST /faults':
      return json({ id: exchange.faults.add(body as Fault) });
    case 'DELETE /faults':
      exchange.faults.clear();
      return json({});
    case 'POST /clock':
      if (typeof body.speed === 'number') exchange.clock.setSpeed(body.speed);
      if (typeof body.jumpMs === 'number') exchange.clock.jumpTo(exchange.clock.nowMs() + body.jumpMs);
      return json(state(exchange));
    case 'POST /cut':
      return json({ cut: exchange.sockets.cut(body.host) });
    default:
      return json({ error: 'unknown command' }, 404);
  }
}

function state(exchange: Controlled) {
  return {
    nowMs: exchange.clock.nowMs(),
    speed: exchange.clock.speed,
    sockets: exchange.sockets.count(),
    hosts: exchange.contacts.hosts(),
    faults: exchange.faults.list(),
  };
}
