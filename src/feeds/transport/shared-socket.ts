import type { SocketPlan } from '../exchange-feed';
import type { Environment, SocketLike } from './environment';
import { ReconnectPace } from './reconnect-pace';
import type { SocketEvents } from './socket-events';

interface Member {
  plan: SocketPlan;
  symbol: string;
  events: SocketEvents;
  wasUp: boolean;
}

type Timer = ReturnType<typeof setTimeout> | undefined;

/** Those who wait for a sign of life from elsewhere do not all return at the same moment. */
const WAKE_SPREAD_MS = 300;
/** A handshake that takes longer hangs. */
const OPEN_LIMIT_MS = 10_000;
/** So long a silence on a connection that can be pinged makes it suspect .. */
const SUSPECT_MS = 8000;
/** .. and an unanswered ping proves that nobody is there: half-open connections never close by themselves. */
const ANSWER_LIMIT_MS = 6000;
/** Four letters; nothing longer is looked up, because texts come by the hundred each second. */
const PLAIN_WORDS = new Set(['pong', 'ping']);
const PLAIN_LENGTH = 4;

/** What a socket asks of its hub. */
export interface SocketNeighbours {
  /** Whether this socket is the one that knocks at its host; the others wait until it is let in. */
  isKnocking(socket: SharedSocket): boolean;
  /** Whether all requests since then were in vain, whatever the host. */
  isSilentSince(sinceMs: number): boolean;
  /** The first connection after the address did not answer. */
  onAnswer(): void;
}

/** One WebSocket with its members; owns its timers and reconnects until the last member leaves. */
export class SharedSocket {
  private readonly members = new Set<Member>();
  /** The same members by contract: a text must not cost a look at each of them. */
  private readonly bySymbol = new Map<string, Set<Member>>();
  /** How to read what comes; the same for all members of an address. */
  private plan: SocketPlan | null = null;
  private readonly sent = new Map<string, number>();
  /** Texts of forming bars since the last beat, the newest of each bar: it makes the others worthless. */
  private readonly forming = new Map<string, string>();
  private readonly end = new AbortController();
  private socket: SocketLike | null = null;
  private isUp = false;
  private readonly pace: ReconnectPace;
  private lastFrameMs = 0;
  private pingedMs = 0;
  private reconnectTimer: Timer;
  private lifeTimer: Timer;

  constructor(
    readonly url: string,
    private readonly environment: Environment,
    private readonly neighbours: SocketNeighbours,
  ) {
    this.pace = new ReconnectPace(environment);
  }

  add(plan: SocketPlan, symbol: string, events: SocketEvents): Member {
    const member = { plan, symbol, events, wasUp: false };
    this.members.add(member);
    this.plan ??= plan;
    const sameSymbol = this.bySymbol.get(symbol) ?? new Set();
    this.bySymbol.set(symbol, sameSymbol.add(member));
    if (this.socket === null && this.reconnectTimer === undefined) this.connect(plan);
    else if (this.isUp) this.welcome(member);
    return member;
  }

  remove(member: Member): void {
    if (!this.members.delete(member)) return;
    this.bySymbol.get(member.symbol)?.delete(member);
    if (this.members.size === 0) this.close();
    else if (this.isUp) this.release(member);
  }

  isEmpty(): boolean {
    return this.members.size === 0;
  }

  /** Aborts when the last member has left. */
  get ended(): AbortSignal {
    return this.end.signal;
  }

  /** Once a second: hands over the forming bars, and looks whether the other end is still there. */
  beat(): void {
    this.handOverForming();
    const [member] = this.members;
    if (this.socket === null || member === undefined) return;
    const { plan } = member;
    if (this.isDead(plan)) this.lost(this.socket, plan);
    else if (this.isUp && plan.ping !== null && this.isPingDue(plan.ping.everyMs)) {
      this.pingedMs = this.environment.now();
      this.send(plan.ping.text(this.pingedMs));
    }
  }

  /** Whether the address did not let it in the last time. */
  isRefused(): boolean {
    return this.pace.isRefused;
  }

  /** The network is back: whoever waits tries now. */
  wake(): void {
    const [member] = this.members;
    if (this.reconnectTimer === undefined || member === undefined) return;
    clearTimeout(this.reconnectTimer);
    this.reconnectLater(member.plan, WAKE_SPREAD_MS * this.environment.random());
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
    this.pace.noteTry();
    this.lastFrameMs = this.pace.triedMs;
    socket.onopen = () => this.opened(socket, plan);
    socket.onmessage = (event) => this.received(event.data);
    socket.onclose = () => this.lost(socket, plan);
    socket.onerror = () => this.lost(socket, plan);
  }

  private opened(socket: SocketLike, plan: SocketPlan): void {
    if (this.socket !== socket) return;
    this.isUp = true;
    this.lastFrameMs = this.environment.now();
    this.pingedMs = this.lastFrameMs;
    if (Number.isFinite(plan.maxLifeMs)) {
      const early = plan.maxLifeMs * 0.05 * this.environment.random();
      this.lifeTimer = setTimeout(() => this.lost(socket, plan), plan.maxLifeMs - early);
    }
    for (const member of this.members) this.welcome(member);
    const wasRefused = this.pace.isRefused;
    this.pace.noteAnswer();
    if (wasRefused) this.neighbours.onAnswer();
  }

  private isDead(plan: SocketPlan): boolean {
    const nowMs = this.environment.now();
    if (!this.isUp) return nowMs - this.pace.triedMs > OPEN_LIMIT_MS;
    const isUnanswered = this.pingedMs > this.lastFrameMs && nowMs - this.pingedMs > ANSWER_LIMIT_MS;
    return isUnanswered || nowMs - this.lastFrameMs > plan.silenceMs;
  }

  private isPingDue(everyMs: number): boolean {
    const nowMs = this.environment.now();
    const isSuspect = this.pingedMs <= this.lastFrameMs && nowMs - this.lastFrameMs >= SUSPECT_MS;
    return isSuspect || nowMs - this.pingedMs >= everyMs;
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
    const { plan } = this;
    if (typeof data !== 'string' || plan === null) return;
    if (data.length === PLAIN_LENGTH && PLAIN_WORDS.has(data)) return;
    if (plan.isIdle?.(data) === true) return;
    const bar = plan.formingBar?.exec(data);
    if (bar) this.forming.set(`${bar[1]} ${bar[2]}`, data);
    else this.read(data);
  }

  private handOverForming(): void {
    if (this.forming.size === 0) return;
    const texts = [...this.forming.values()];
    this.forming.clear();
    for (const text of texts) this.read(text);
  }

  private read(data: string): void {
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
    const { socket, plan } = this;
    if (plan === null || socket === null) return;
    const reply = plan.reply?.(message) ?? null;
    if (reply !== null) this.send(reply);
    if (plan.wantsReconnect?.(message) === true) return this.lost(socket, plan);
    const symbol = plan.symbolOf(message);
    const concerned = symbol === null ? this.members : this.bySymbol.get(symbol);
    if (concerned !== undefined) for (const member of concerned) member.events.onMessage(message);
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
    this.handOverForming();
    // A text may have asked for the reconnect.
    if (this.socket !== socket) return;
    const wasUp = this.isUp;
    this.drop();
    if (wasUp) for (const member of this.members) member.events.onDown();
    if (this.members.size > 0) this.retry(plan, wasUp);
  }

  /** A connection that was let in and lost is left alone for longer each time; one never let in is knocked for. */
  private retry(plan: SocketPlan, wasUp = false): void {
    const pauseMs = wasUp
      ? this.pace.afterLossMs()
      : this.pace.afterRefusalMs(this.neighbours.isKnocking(this));
    this.reconnectLater(plan, pauseMs);
  }

  private reconnectLater(plan: SocketPlan, delayMs: number): void {
    this.reconnectTimer = setTimeout(() => {
      if (this.isInVain()) this.retry(plan);
      else this.connect(plan);
    }, delayMs);
  }

  private isInVain(): boolean {
    return this.pace.isTooEarly() && this.neighbours.isSilentSince(this.pace.triedMs);
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = null;
    this.isUp = false;
    this.sent.clear();
    this.forming.clear();
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
    this.end.abort();
    this.drop();
  }
}
