import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { BrowserName } from '../browsers/extension-build';
import { readPanel, waitForHeat } from '../browsers/read-liqlens';
import { openStage, until } from '../e2e/stage';
import { futuresUrl } from '../pages/futures/futures-sites';
import { runWound, type WoundResult, woundTable } from '../soak/run-wound';
import { WOUNDS } from '../soak/wounds';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    browser: { type: 'string' },
    fault: { type: 'string' },
    json: { type: 'string' },
  },
});

const browsers: BrowserName[] =
  values.browser === 'chrome' || values.browser === 'firefox' ? [values.browser] : ['chrome', 'firefox'];
const say = (text: string) => process.stdout.write(`${text}\n`);
const startMs = Date.now();
const budgetMs = Number(values.minutes ?? 0) * 60_000;
const results: WoundResult[] = [];

// Whoever ends it early still sees what was measured.
process.once('SIGINT', () => {
  say(woundTable(results));
  process.exit(130);
});

// The whole matrix once, then again for as long as was asked.
do {
  for (const name of browsers) await soak(name);
} while (Date.now() - startMs < budgetMs);

say(woundTable(results));
const failed = results.filter(({ isOk }) => !isOk).length;
say(`${results.length - failed} of ${results.length} faults healed in time with nothing lost`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
process.exitCode = failed === 0 ? 0 : 1;

async function soak(name: BrowserName): Promise<void> {
  const wounds = WOUNDS.filter(
    ({ name: wound, only }) =>
      (only ?? name) === name && (values.fault === undefined || wound.includes(values.fault)),
  );
  say(`${name}: ${wounds.length} faults`);
  const stage = await openStage(name);
  try {
    const page = await stage.launched.openPage(futuresUrl('binance'));
    const sinceMs = stage.exchange.market.nowMs();
    await waitForHeat(page, 60_000);
    await until('history', async () => ((await readPanel(page))?.frame?.frozenColumns ?? 0) > 100, 60_000);
    for (const [i, wound] of wounds.entries()) {
      say(`${name} ${i + 1}/${wounds.length}: ${wound.name} ...`);
      const result = await runWound(stage, page, wound, sinceMs).catch((error: Error) =>
        broken(name, wound.name, error),
      );
      results.push(result);
      say(woundTable([result]).split('\n')[1]);
      stage.exchange.faults.clear();
    }
  } finally {
    await stage.close();
  }
}

/** A fault whose strike or check threw. */
function broken(browser: string, wound: string, error: Error): WoundResult {
  const nothing = { barsLost: 0, barsDoubled: 0, barsWrong: 0, eventsLost: 0, eventsDoubled: 0 };
  const note = error.message.split('\n')[0];
  return { browser, wound, recoveredS: null, limitS: 0, sameColumns: null, ...nothing, note, isOk: false };
}
