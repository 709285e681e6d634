import { expect, test } from 'vitest';
import { BAR, BTC, frameOf, freshEngine, marketEvents, START, timeOf } from './market-fixture';

const BARS = 1000;
const END = START + BARS * BAR;

test('true ranges of long bars are there as soon as older history has come, not only with the next bar', async () => {
  const { engine } = freshEngine(END + 1000);
  const events = marketEvents(BARS);
  const isNew = (event: (typeof events)[number]) => timeOf(event) >= END - 30 * BAR;
  await engine.ingest(BTC, events.filter(isNew));
  expect((await frameOf(engine)).trueRanges?.['4h']).toHaveLength(0);
  await engine.ingest(
    BTC,
    events.filter((event) => !isNew(event)),
  );
  expect((await frameOf(engine)).trueRanges?.['4h'].length).toBeGreaterThan(14);
});
