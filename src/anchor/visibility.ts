/**
 * Tells whether a document is hidden by the browser's own getter as it was at the start: pages put one of their own in
 * its place, which may lie or throw.
 */
export function hiddenReader({ document, Document }: Window & typeof globalThis): () => boolean {
  const { get } = Object.getOwnPropertyDescriptor(Document.prototype, 'hidden') as { get: () => boolean };
  const { apply } = Reflect;
  return () => apply(get, document, []);
}
