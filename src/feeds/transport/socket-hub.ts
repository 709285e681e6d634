import type { SocketPlan } from '../exchange-feed';
import type { Environment } from './environment';
import { SharedSocket } from './shared-socket';
import type { SocketEvents } from './socket-events';

export interface SocketHub {
  join(plan: SocketPlan, symbol: string, events: SocketEvents, signal: AbortSignal): void;
}

/** Connections by address; each lives as long as it has members. */
export function createSocketHub(environment: Environment): SocketHub {
  const sockets = new Map<string, SharedSocket>();
  return {
    join(plan, symbol, events, signal) {
      if (signal.aborted) return;
      const socket = sockets.get(plan.url) ?? new SharedSocket(plan.url, environment);
      sockets.set(plan.url, socket);
      const member = socket.add(plan, symbol, events);
      const leave = () => {
        socket.remove(member);
        if (socket.isEmpty() && sockets.get(plan.url) === socket) sockets.delete(plan.url);
      };
      signal.addEventListener('abort', leave, { once: true });
    },
  };
}
