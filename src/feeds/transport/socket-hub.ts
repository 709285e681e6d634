import type { SocketPlan } from '../exchange-feed';
import type { Environment } from './environment';
import type { Pulse } from './pulse';
import { SharedSocket } from './shared-socket';
import type { SignOfLife } from './sign-of-life';
import type { SocketEvents } from './socket-events';

/** Shares one connection among all who want something of the same address. */
export interface SocketHub {
  join(plan: SocketPlan, symbol: string, events: SocketEvents, signal: AbortSignal): void;
  /** The network shows a sign of life: connections that wait for their next try have it now. */
  wake(): void;
}

/**
 * Connections by address; each lives as long as it has members. While a host does not answer, one connection knocks and
 * the others of that host wait for it. While `life` says that nobody answers, hardly anybody knocks. `onAnswer` is told
 * when an address answers again.
 */
export function createSocketHub(
  environment: Environment,
  pulse: Pulse,
  life: Pick<SignOfLife, 'isSilentSince'>,
  onAnswer: () => void = () => undefined,
): SocketHub {
  const sockets = new Map<string, SharedSocket>();
  const wake = () => {
    for (const socket of sockets.values()) socket.wake();
  };
  const neighbours = {
    isSilentSince: life.isSilentSince,
    isKnocking: (asker: SharedSocket) =>
      [...sockets.values()].find(
        (socket) => socket.isRefused() && hostOf(socket.url) === hostOf(asker.url),
      ) === asker,
    onAnswer() {
      wake();
      onAnswer();
    },
  };
  const openSocket = (url: string) => {
    const socket = new SharedSocket(url, environment, neighbours);
    sockets.set(url, socket);
    pulse.join(() => socket.beat(), socket.ended);
    return socket;
  };
  return {
    wake,
    join(plan, symbol, events, signal) {
      if (signal.aborted) return;
      const socket = sockets.get(plan.url) ?? openSocket(plan.url);
      const member = socket.add(plan, symbol, events);
      const leave = () => {
        socket.remove(member);
        if (!socket.isEmpty() || sockets.get(plan.url) !== socket) return;
        sockets.delete(plan.url);
        // It may have been the one that knocked for the others.
        if (socket.isRefused()) wake();
      };
      signal.addEventListener('abort', leave, { once: true });
    },
  };
}

function hostOf(url: string): string {
  return new URL(url).host;
}
