import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { BrowserName } from '../browsers/extension-build';
import { runLoad } from '../soak/load-run';
import { runLong, type SoakFigure } from '../soak/long-run';
import { withManyClosings } from '../soak/many-closings';
import { brokenWound, closeAccounts, runWound, type WoundResult, woundTable } from '../soak/run-wound';
import { runHours } from '../soak/simulated-hours';
import { openSoakStage, waitForHistory } from '../soak/soak-stage';
import type { Wound } from '../soak/wound';
import { WOUNDS } from '../soak/wounds';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    browser: { type: 'string' },
    fault: { type: 'string', multiple: true },
    json: { type: 'string' },
    long: { type: 'boolean' },
    load: { type: 'boolean' },
    hours: { type: 'string' },
  },
});

const LONG_FROM_MINUTES = 10;
const browsers: BrowserName[] =
  values.browser === 'chrome' || values.browser === 'firefox' ? [values.browser] : ['chrome', 'firefox'];
const say = (text: string) => process.stdout.write(`${text}\n`);
const startMs = Date.now();
const minutes = Number(values.minutes ?? 0);
const results: WoundResult[] = [];

// Whoever ends it early still sees what was measured.
process.once('SIGINT', () => {
  say(woundTable(results));
  process.exit(130);
});

if (values.long) showFigures(await runLong(minutes, say));
else if (values.load) showFigures(await runLoad(say));
else if (values.hours !== undefined) showFigures(await runHours(Number(values.hours), say));
else await showWounds();

/** The whole matrix once, then again for as long as was asked. */
async function showWounds(): Promise<void> {
  do {
    for (const name of browsers) await soak(name);
  } while (Date.now() - startMs < minutes * 60_000);
  say(woundTable(results));
  const failed = results.filter(({ isOk }) => !isOk).length;
  say(`${results.length - failed} of ${results.length} faults healed in time with nothing lost`);
  keep(results, failed === 0);
}

function showFigures(figures: readonly SoakFigure[]): void {
  const isMet = ({ value, must }: SoakFigure) => must === undefined || value <= must;
  for (const figure of figures) {
    const must =
      figure.must === undefined ? '' : `must be <= ${figure.must}: ${isMet(figure) ? 'ok' : 'FAILED'}`;
    say(`${figure.name.padEnd(52)} ${figure.value.toFixed(2).padStart(9)} ${figure.unit}  ${must}`);
  }
  keep(figures, figures.every(isMet));
}

function keep(figures: unknown, isOk: boolean): void {
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
  process.exitCode = isOk ? 0 : 1;
}

function isWanted(wound: Wound, browser: BrowserName): boolean {
  const isMeant = (asked: string) =>
    WOUNDS.some(({ name }) => name === asked) ? wound.name === asked : wound.name.includes(asked);
  const isAsked = values.fault?.some(isMeant) ?? false;
  const isInTurn = values.fault === undefined && (!wound.isLong || minutes >= LONG_FROM_MINUTES);
  return (wound.only ?? browser) === browser && (isAsked || isInTurn);
}

async function soak(name: BrowserName): Promise<void> {
  const wounds = WOUNDS.filter((wound) => isWanted(wound, name));
  say(`${name}: ${wounds.length} faults`);
  const startedMs = Date.now();
  const stage = await openSoakStage(name, { change: (source) => withManyClosings(source, startedMs) });
  try {
    const sinceMs = stage.exchange.market.nowMs();
    await waitForHistory(stage);
    for (const [i, wound] of wounds.entries()) {
      const load = loadavg()[0].toFixed(1);
      say(`${name} ${i + 1}/${wounds.length}: ${wound.name} ... (load of the machine ${load})`);
      const result = await runWound(stage, wound, sinceMs).catch((error: Error) =>
        brokenWound(name, wound.name, error),
      );
      results.push(result);
      say(woundTable([result]).split('\n')[1]);
      stage.exchange.faults.clear();
    }
    if (wounds.length > 0) results.push(await closeAccounts(stage, sinceMs));
  } finally {
    await stage.close();
  }
}
