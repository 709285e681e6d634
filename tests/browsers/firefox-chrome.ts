import type { Browser } from 'puppeteer';

/** The part of puppeteer's BiDi connection that is used; its own types keep it private. */
interface BidiConnection {
  send(method: string, params: unknown): Promise<{ result: Record<string, unknown> }>;
}

/**
 * Runs code with Firefox's own rights, where add-ons and tabs are managed: the only way to end an event page or to
 * update an add-on as the browser does. `code` is the body of an async function with `extension`, the parent side of
 * Liqlens; what it returns comes back by way of JSON.
 */
export async function runInFirefox<T>(browser: Browser, code: string): Promise<T> {
  const { connection } = browser as unknown as { connection: BidiConnection };
  const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const [{ context }] = tree.result.contexts as { context: string }[];
  const expression = `(async () => {
    const { extension } = WebExtensionPolicy.getActiveExtensions().find(({ name }) => /^liqlens/i.test(name));
    return JSON.stringify((await (async () => { ${code} })()) ?? null);
  })()`;
  const { result } = await connection.send('script.evaluate', {
    expression,
    target: { context },
    awaitPromise: true,
  });
  const {
    type,
    result: value,
    exceptionDetails,
  } = result as {
    type: string;
    result?: { value: string };
    exceptionDetails?: { text: string };
  };
  if (type !== 'success' || !value) throw new Error(`firefox: ${exceptionDetails?.text ?? type}`);
  return JSON.parse(value.value) as T;
}
