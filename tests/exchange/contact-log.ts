/** Hosts that browsers call for themselves: updates, accounts, suggestions, revocation lists. */
const BROWSERS_OWN =
  /(^|\.)(google|googleapis|gstatic|gvt1|gvt2|googleusercontent|chromium|mozilla|mozilla\.net|firefox|mozgcp|digicert|lencr|detectportal|example)\.(com|org|net)$|(^|\.)mozilla\.net$|^localhost$/;

export interface Contact {
  host: string;
  requests: number;
  sockets: number;
  /** Paths asked for, newest last, at most 200. */
  paths: string[];
  isServed: boolean;
  /** Names of headers in its requests that tell who asks, each once. */
  revealing: string[];
}

/** Chrome's origin is the same for everybody who has the extension; Firefox's is different for each. */
const REVEALING: readonly { name: string; pattern: RegExp }[] = [
  { name: 'cookie', pattern: /./ },
  { name: 'referer', pattern: /./ },
  { name: 'authorization', pattern: /./ },
  { name: 'origin', pattern: /^moz-extension:/ },
];

/** Which hosts were contacted, so that a test can say that no other was. */
export class ContactLog {
  readonly #contacts = new Map<string, Contact>();

  note(
    host: string,
    path: string,
    kind: 'request' | 'socket',
    isServed: boolean,
    headers: Readonly<Record<string, string | string[] | undefined>> = {},
  ): void {
    const contact = this.#contacts.get(host) ?? {
      host,
      requests: 0,
      sockets: 0,
      paths: [],
      isServed,
      revealing: [],
    };
    this.#contacts.set(host, contact);
    if (kind === 'request') contact.requests += 1;
    else contact.sockets += 1;
    contact.paths.push(path);
    if (contact.paths.length > 200) contact.paths.shift();
    for (const { name, pattern } of REVEALING) {
      const isTold = pattern.test(String(headers[name] ?? ''));
      if (isTold && !contact.revealing.includes(name)) contact.revealing.push(name);
    }
  }

  /** Contacted hosts without the browsers' own calls, sorted. */
  hosts(): string[] {
    return [...this.#contacts.keys()].filter((host) => !BROWSERS_OWN.test(host)).sort();
  }

  of(host: string): Contact | undefined {
    return this.#contacts.get(host);
  }

  clear(): void {
    this.#contacts.clear();
  }
}
