/** `document.open()` as browsers do it: happy-dom drops only every other listener each time. */
export function dropListeners(document: Document): void {
  for (let round = 0; round < 5; round++) document.open();
  document.close();
}

/** The same, and the microtasks after it. */
export async function openAnew(document: Document): Promise<void> {
  dropListeners(document);
  await Promise.resolve();
}
