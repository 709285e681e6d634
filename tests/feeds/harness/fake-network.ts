import type { Environment, SocketLike } from '../../../src/feeds/transport/environment';

/** What a fake host answers: a JSON value, or status, headers and text. */
export type FakeAnswer =
  | { json: unknown }
  | { status: number; text?: string; headers?: Record<string, string> }
  | 'hang'
  | 'fail';

export interface FakeCall {
  url: URL;
  init: RequestInit;
  timeMs: number;
}

/** A socket whose other end is the test. */
export class FakeSocket implements SocketLike {
  readonly sent: string[] = [];
  isClosed = false;
  onopen: SocketLike['onopen'] = null;
  onmessage: SocketLike['onmessage'] = null;
  onclose: SocketLike['onclose'] = null;
  onerror: SocketLike['onerror'] = null;

  constructor(readonly url: string) {}

  send(text: string): void {
    if (this.isClosed) throw new Error('socket is closed');
    this.sent.push(text);
  }

  close(): void {
    this.isClosed = true;
  }

  open(): void {
    this.onopen?.({} as never);
  }

  say(message: unknown): void {
    this.onmessage?.({ data: typeof message === 'string' ? message : JSON.stringify(message) });
  }

  cut(): void {
    this.isClosed = true;
    this.onclose?.({} as never);
  }
}

/** Network without a network: answers come from `answer`, sockets are opened by the test or at once. */
export function fakeNetwork(answer: (call: FakeCall) => FakeAnswer, opensSockets = true) {
  const calls: FakeCall[] = [];
  const sockets: FakeSocket[] = [];
  const environment: Environment = {
    now: () => Date.now(),
    random: () => 0.5,
    fetch: async (url, init) => {
      const call = { url: new URL(url), init, timeMs: Date.now() };
      calls.push(call);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return respond(answer(call), init);
    },
    openSocket: (url) => {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      if (opensSockets) setTimeout(() => socket.open(), 10);
      return socket;
    },
  };
  return { environment, calls, sockets };
}

function respond(answer: FakeAnswer, init: RequestInit): Promise<Response> {
  if (answer === 'fail') return Promise.reject(new TypeError('fetch failed'));
  if (answer === 'hang') {
    return new Promise((_, reject) => {
      const fail = () => reject(new Error('aborted'));
      if (init.signal?.aborted) fail();
      else init.signal?.addEventListener('abort', fail);
    });
  }
  if ('json' in answer) return Promise.resolve(Response.json(answer.json));
  return Promise.resolve(new Response(answer.text ?? '', { status: answer.status, headers: answer.headers }));
}
