/** An element that a page puts at a place of its own, px from its parent's corner. */
export function putText(parent: HTMLElement, text: string, style: string): HTMLElement {
  const element = document.createElement('div');
  element.textContent = text;
  element.style.cssText = `position:absolute;font:11px sans-serif;line-height:14px;${style}`;
  parent.append(element);
  return element;
}
