/** Events by which controls are used. */
const USES = ['click', 'pointerdown', 'pointerup', 'keydown', 'input', 'change', 'submit'] as const;

/**
 * Lets only what the user does reach the controls inside `root`: events that a script made are dropped before any
 * control sees them, so that a page cannot load instruments or change settings in the user's name.
 */
export function acceptOnlyTrusted(root: HTMLElement, signal: AbortSignal): void {
  const refuse = (event: Event) => {
    if (event.isTrusted) return;
    event.stopImmediatePropagation();
    event.preventDefault();
  };
  for (const type of USES) root.addEventListener(type, refuse, { capture: true, signal });
}
