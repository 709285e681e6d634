// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { mountPanel } from '../../../src/panel/mount-panel';
import { fullModel } from '../panel-states';
import { recordingActions } from '../recording-actions';

let stop = new AbortController();
afterEach(() => {
  stop.abort();
  stop = new AbortController();
});

async function mounted() {
  const root = document.createElement('div');
  document.body.append(root);
  const { actions, calls } = recordingActions();
  await act(() => mountPanel(root, fullModel(), actions, stop.signal));
  const query = (selector: string): HTMLElement => {
    const found = root.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`nothing matches: ${selector}`);
    found.setPointerCapture = () => undefined;
    return found;
  };
  return { query, calls };
}

function pointer(target: HTMLElement, type: string, clientX: number, clientY: number): Promise<void> {
  const event = new PointerEvent(type, { clientX, clientY, button: 0, bubbles: true, pointerId: 1 });
  return act(() => {
    target.dispatchEvent(event);
  });
}

describe('the panel header', () => {
  it('moves the panel when dragged and remembers the place once', async () => {
    const { query, calls } = await mounted();
    const header = query('.header');
    await pointer(header, 'pointerdown', 10, 10);
    await pointer(header, 'pointermove', 200, 150);
    await pointer(header, 'pointermove', 210, 160);
    await pointer(header, 'pointerup', 210, 160);
    await pointer(header, 'pointermove', 400, 400);
    expect(calls).toEqual([['setLook', { panelPlace: { left: 200, top: 150 }, panelDock: 'none' }]]);
    expect(query('.window').style.left).toBe('200px');
  });

  it('leaves presses on its controls alone', async () => {
    const { query, calls } = await mounted();
    await pointer(query('.header button'), 'pointerdown', 10, 10);
    await pointer(query('.header'), 'pointermove', 200, 150);
    await pointer(query('.header'), 'pointerup', 200, 150);
    expect(calls).toEqual([]);
  });
});
