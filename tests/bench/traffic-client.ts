import { Worker } from 'node:worker_threads';
import type { Environment, SocketLike } from '../../src/feeds/transport/environment';
import type { ClosingSum, TrafficAnswer, TrafficStep, TruthQuestion } from './traffic-step';

type Settle = (answer: Response) => void;

/** The feeds' end of the exchange thread: sockets and requests are carried over once a step. */
export class TrafficClient {
  readonly #worker = new Worker(new URL('./traffic-thread.mjs', import.meta.url));
  readonly #sockets = new Map<number, SocketLike>();
  #settles: Settle[] = [];
  #next: Omit<TrafficStep, 'nowMs'> = emptyStep();
  #count = 0;

  readonly environment: Environment = {
    now: () => Date.now(),
    random: () => 0.5,
    fetch: (address, init) => {
      const body = typeof init.body === 'string' ? init.body : '';
      this.#next.requests.push({ address, method: String(init.method), body });
      return new Promise((resolve) => this.#settles.push(resolve));
    },
    openSocket: (address) => this.#open(address),
  };

  /** Plays the exchange up to now. Returns what hands over to the feeds whatever it says. */
  async play(nowMs: number): Promise<() => void> {
    const step = { nowMs, ...this.#next };
    const settles = this.#settles;
    [this.#next, this.#settles] = [emptyStep(), []];
    const { texts, replies } = await this.#ask<TrafficAnswer>(step);
    const responses = replies.map(responseOf);
    return () => {
      for (const { id } of step.opened) this.#sockets.get(id)?.onopen?.({} as never);
      for (const [id, text] of texts) this.#sockets.get(id)?.onmessage?.({ data: text });
      responses.forEach((response, index) => {
        settles[index](response);
      });
    };
  }

  truth(question: TruthQuestion): Promise<ClosingSum> {
    return this.#ask<ClosingSum>(question);
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #open(address: string): SocketLike {
    const id = this.#count;
    this.#count += 1;
    const socket: SocketLike = {
      onopen: null,
      onmessage: null,
      onclose: null,
      onerror: null,
      send: (text) => this.#next.sent.push([id, text]),
      close: () => {
        this.#sockets.delete(id);
        this.#next.closed.push(id);
      },
    };
    this.#sockets.set(id, socket);
    this.#next.opened.push({ id, address });
    return socket;
  }

  #ask<T>(message: TrafficStep | TruthQuestion): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#worker.once('error', reject);
      this.#worker.once('message', (answer: T) => {
        this.#worker.off('error', reject);
        resolve(answer);
      });
      this.#worker.postMessage(message);
    });
  }
}

/** What feeds read of a response, without the streams of Node: a browser has its own, outside the thread of scripts. */
function responseOf({ status, headers, body }: TrafficAnswer['replies'][number]): Response {
  const text = () => Promise.resolve(body);
  return { status, headers: new Headers(headers), text } as unknown as Response;
}

function emptyStep(): Omit<TrafficStep, 'nowMs'> {
  return { opened: [], sent: [], closed: [], requests: [] };
}
