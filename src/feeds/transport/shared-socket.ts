import type { SocketPlan } from '../exchange-feed';
import { backOffMs } from './back-off';
import type { Environment, SocketLike } from './environment';
import type { SocketEvents } from './socket-events';

interface Member {
  plan: SocketPlan;
  symbol: string;
  events: SocketEvents;
  wasUp: boolean;
}

type Timer = ReturnType<typeof setTimeout> | undefined;

/** A connection that held this long was good: the back-off starts anew. */
const STABLE_MS = 60_000;
const PLAIN_WORDS = new Set(['pong', 'ping']);

/** One WebSocket with its members; owns its timers and reconnects until the last member leaves. */
export class SharedSocket {
  private readonly members = new Set<Member>();
  private readonly sent = new Map<string, number>();
  private socket: SocketLike | null = null;
  private isUp = false;
  private attempt = 0;
  private openedMs = 0;
  private lastFrameMs = 0;
  private reconnectTimer: Timer;
  private pingTimer: ReturnType<typeof setInterval> | undefined;
  private lifeTimer: Timer;

  constructor(
    private readonly url: string,
    private readonly environment: Environment,
  ) {}

  add(plan: SocketPlan, symbol: string, events: SocketEvents): Member {
    const member = { plan, symbol, events, wasUp: false };
    this.members.add(member);
    if (this.socket === null && this.reconnectTimer === undefined) this.connect(plan);
    else if (this.isUp) this.welcome(member);
    return member;
  }

  remove(member: Member): void {
    if (!this.members.delete(member)) return;
    if (this.members.size === 0) this.close();
    else if (this.isUp) this.release(member);
  }

  isEmpty(): boolean {
    return this.members.size === 0;
  }

  private connect(plan: SocketPlan): void {
    this.reconnectTimer = undefined;
    let socket: SocketLike;
    try {
      socket = this.environment.openSocket(this.url);
    } catch {
      this.retry(plan);
      return;
    }
    this.socket = socket;
    this.openedMs = this.environment.now();
    this.lastFrameMs = this.openedMs;
    socket.onopen = () => this.opened(socket, plan);
    socket.onmessage = (event) => this.received(event.data);
    socket.onclose = () => this.lost(socket, plan);
    socket.onerror = () => this.lost(socket, plan);
    this.startTimers(socket, plan);
  }

  private opened(socket: SocketLike, plan: SocketPlan): void {
    if (this.socket !== socket) return;
    this.isUp = true;
    this.lastFrameMs = this.environment.now();
    if (Number.isFinite(plan.maxLifeMs)) {
      const early = plan.maxLifeMs * 0.05 * this.environment.random();
      this.lifeTimer = setTimeout(() => this.lost(socket, plan), plan.maxLifeMs - early);
    }
    for (const member of this.members) this.welcome(member);
  }

  private startTimers(socket: SocketLike, plan: SocketPlan): void {
    const everyMs = Math.min(plan.ping?.everyMs ?? plan.silenceMs / 2, plan.silenceMs / 2);
    this.pingTimer = setInterval(() => {
      if (this.environment.now() - this.lastFrameMs > plan.silenceMs) this.lost(socket, plan);
      else if (this.isUp && plan.ping !== null) this.send(plan.ping.text(this.environment.now()));
    }, everyMs);
  }

  private welcome(member: Member): void {
    for (const text of member.plan.subscribe) {
      const count = this.sent.get(text) ?? 0;
      if (count === 0) this.send(text);
      this.sent.set(text, count + 1);
    }
    const isFirst = !member.wasUp;
    member.wasUp = true;
    member.events.onUp(isFirst);
  }

  /** Sends the unsubscribe texts whose subscription nobody else uses. */
  private release(member: Member): void {
    member.plan.subscribe.forEach((text, index) => {
      const count = (this.sent.get(text) ?? 1) - 1;
      this.sent.set(text, count);
      const farewell = member.plan.unsubscribe[index];
      if (count === 0 && farewell !== undefined) this.send(farewell);
    });
  }

  private received(data: unknown): void {
    this.lastFrameMs = this.environment.now();
    if (typeof data !== 'string' || PLAIN_WORDS.has(data)) return;
    let message: unknown;
    try {
      message = JSON.parse(data);
    } catch {
      const reason = /^\s*</.test(data) ? 'is HTML, not JSON' : 'is cut off or not JSON';
      for (const member of this.members) member.events.onGarbage(reason);
      return;
    }
    this.dispatch(message);
  }

  private dispatch(message: unknown): void {
    const socket = this.socket;
    const [first] = this.members;
    if (first === undefined || socket === null) return;
    const reply = first.plan.reply?.(message) ?? null;
    if (reply !== null) this.send(reply);
    if (first.plan.wantsReconnect?.(message) === true) return this.lost(socket, first.plan);
    const symbol = first.plan.symbolOf(message);
    for (const member of this.members) {
      if (symbol === null || symbol === member.symbol) member.events.onMessage(message);
    }
  }

  private send(text: string): void {
    try {
      this.socket?.send(text);
    } catch {
      // A socket that is closing reports itself through onclose.
    }
  }

  private lost(socket: SocketLike, plan: SocketPlan): void {
    if (this.socket !== socket) return;
    const wasUp = this.isUp;
    if (wasUp && this.environment.now() - this.openedMs > STABLE_MS) this.attempt = 0;
    this.drop();
    if (wasUp) for (const member of this.members) member.events.onDown();
    if (this.members.size > 0) this.retry(plan);
  }

  private retry(plan: SocketPlan): void {
    const delayMs = backOffMs(this.attempt, 500, 60_000, this.environment.random());
    this.attempt += 1;
    this.reconnectTimer = setTimeout(() => this.connect(plan), delayMs);
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = null;
    this.isUp = false;
    this.sent.clear();
    clearInterval(this.pingTimer);
    clearTimeout(this.lifeTimer);
    if (socket === null) return;
    socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
    try {
      socket.close(1000);
    } catch {
      // Closing a socket that never opened may throw; it is gone either way.
    }
  }

  private close(): void {
    clearTimeout(this.reconnectTimer);
    this.reconnectTimer = undefined;
    this.drop();
  }
}
