/**
 * Takes out what an older version of this extension has left in the document: Firefox ends its scripts without giving
 * them the time to do so. Call it before anything of ours is put in.
 */
export function removeLeftovers(document: Document, tag: string): void {
  for (const leftover of document.querySelectorAll(tag)) leftover.remove();
}
