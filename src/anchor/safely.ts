/** Errors of what reads a page end here: neither the page nor what else reads it may notice them. False after one. */
export function safely(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    // A chart that cannot be read is a chart without a layer.
    return false;
  }
}
