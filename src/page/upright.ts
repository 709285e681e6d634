function isUprightStyle(style: CSSStyleDeclaration): boolean {
  if (style.rotate && style.rotate !== 'none' && Number.parseFloat(style.rotate) !== 0) return false;
  if (/-/.test(style.scale ?? '')) return false;
  if (!style.transform || style.transform === 'none') return true;
  const m = new DOMMatrixReadOnly(style.transform);
  return m.is2D && Math.abs(m.b) < 1e-6 && Math.abs(m.c) < 1e-6 && m.a > 0 && m.d > 0;
}

/** False where an ancestor rotates, mirrors or skews the element, so that its rectangle says nothing about heights. */
export function isUpright(element: Element): boolean {
  for (let node: Element | null = element; node; node = node.parentElement ?? shadowHost(node))
    if (!isUprightStyle(getComputedStyle(node))) return false;
  return true;
}

function shadowHost(node: Element): Element | null {
  const root = node.getRootNode();
  return 'host' in root ? (root as ShadowRoot).host : null;
}
