import { act } from 'preact/test-utils';

/** Lets answered promises reach the page: a few turns, since one answer can ask for the next. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) {
    await act(() => new Promise<void>((done) => setTimeout(done, 0)));
  }
}
