import { HELLO_EVENT, READY_EVENT } from '../anchor/channel';
import type { AxisReport } from '../core/axis/axis-report';
import { parseMapping } from '../core/axis/parse-mapping';
import { rateLimiter } from './rate-limiter';

const MAX_PER_SECOND = 240;

export interface ProbeLinkOptions {
  document: Document;
  /** What the probe is to know, beside the name that it answers to. */
  words(): string;
  onReport(report: AxisReport): void;
  /** Listeners are put on, at first or because the document was opened anew: the time for others to do so. */
  onListen(): void;
}

/** Speaks with the probe of this frame, past a page that can read and forge every word. */
export interface ProbeLink {
  /** Tells the probe what it is to know; the same again is not said. */
  inform(): void;
  /** The probe reports everything again, to a new name; whoever spoke on the old one is not heard any more. */
  askAnew(): void;
  /** Greets again, and asks anew where something was not heard or may have been forged. */
  heal(): void;
  stop(): void;
}

function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `e${[...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')}`;
}

/**
 * Only well-formed messages with rising numbers are taken, at most 240 a second; what does not fit makes it ask
 * everything again under another name.
 */
export function createProbeLink({ document, words, onReport, onListen }: ProbeLinkOptions): ProbeLink {
  const isWithinRate = rateLimiter(MAX_PER_SECOND);
  let name = randomName();
  let lastSeq = -1;
  /** Something came that our probe would not have said, or was dropped: what is known may be wrong. */
  let isDoubtful = false;
  /** Whether our own greeting reached us. */
  let isHeard = false;
  let said = '';

  const onEvent = (event: Event) => {
    if (!isWithinRate()) {
      isDoubtful = true;
      return;
    }
    const report = parseMapping((event as CustomEvent<unknown>).detail);
    isDoubtful ||= lastSeq >= 0 && report?.seq !== lastSeq + 1;
    if (!report || report.seq <= lastSeq) return;
    lastSeq = report.seq;
    onReport(report);
  };
  const hello = (detail: string) => document.dispatchEvent(new CustomEvent(HELLO_EVENT, { detail }));
  const inform = () => {
    const text = `${name} ${words()}`;
    if (text === said) return;
    said = text;
    hello(text);
  };
  const greet = () => {
    said = '';
    inform();
  };
  const hear = () => {
    isHeard = true;
  };
  const listen = () => {
    document.addEventListener(HELLO_EVENT, hear);
    document.addEventListener(name, onEvent);
    document.addEventListener(READY_EVENT, greet);
    onListen();
  };
  const rename = () => {
    document.removeEventListener(name, onEvent);
    name = randomName();
    lastSeq = -1;
    isDoubtful = false;
  };
  const askAnew = () => {
    rename();
    listen();
    greet();
  };
  return {
    inform,
    askAnew,
    heal: () => {
      isHeard = false;
      greet();
      // A document that was opened anew has dropped our listeners, and with them what the probe has said since.
      if (isDoubtful || !isHeard) askAnew();
    },
    stop: () => {
      document.removeEventListener(HELLO_EVENT, hear);
      document.removeEventListener(name, onEvent);
      document.removeEventListener(READY_EVENT, greet);
      hello('');
    },
  };
}
