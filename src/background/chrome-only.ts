/** The few calls that exist only in Chrome and that the polyfill's types lack, behind one typed wall. */
interface OffscreenApi {
  exists(): Promise<boolean>;
  create(url: string, justification: string): Promise<void>;
  findClient(
    url: string,
  ): Promise<{ postMessage(message: unknown, transfer: Transferable[]): void } | undefined>;
}

interface ServiceWorkerClients {
  matchAll(options: {
    includeUncontrolled: boolean;
  }): Promise<{ url: string; postMessage(message: unknown, transfer: Transferable[]): void }[]>;
}

export function offscreenApi(): OffscreenApi {
  const { clients } = globalThis as unknown as { clients: ServiceWorkerClients };
  return {
    async exists() {
      const contexts = await chrome.runtime.getContexts({
        contextTypes: ['OFFSCREEN_DOCUMENT' as chrome.runtime.ContextType],
      });
      return contexts.length > 0;
    },
    create: (url, justification) =>
      chrome.offscreen.createDocument({
        url,
        reasons: ['WORKERS' as chrome.offscreen.Reason],
        justification,
      }),
    async findClient(url) {
      const all = await clients.matchAll({ includeUncontrolled: true });
      return all.find((client) => client.url === url);
    },
  };
}
