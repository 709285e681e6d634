/**
 * Tag for an element of ours in the page: `wanted`, or `div` where the page has defined a custom element of that name.
 * A page's own element could read even a closed shadow root, through its internals; must be asked right before the
 * shadow root is attached.
 */
export function hostTag(document: Document, wanted: string): string {
  return document.createElement(wanted).matches(':defined') ? 'div' : wanted;
}
