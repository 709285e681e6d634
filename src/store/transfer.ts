import { fromPlainText, toPlainText } from '../core/frame/plain-text';
import { withId } from './migrations';
import type { LiqlensDatabase } from './open-database';
import { type LiqlensStoreName, type LiquidationRecord, STORE_NAMES } from './schema';
import { StoreFault, toStoreFault } from './store-fault';
import { wholeOrNothing } from './whole-or-nothing';

const FORMAT = 'liqlens-export';
const FORMAT_VERSION = 1;

/** Everything stored, one line a record between a header and a footer that says how many there must be. */
export async function exportAll(database: LiqlensDatabase): Promise<string> {
  const lines = [JSON.stringify({ format: FORMAT, version: FORMAT_VERSION, schema: database.version })];
  const transaction = database.transaction(STORE_NAMES, 'readonly');
  for (const store of STORE_NAMES) {
    for (const record of await transaction.objectStore(store).getAll()) {
      lines.push(toPlainText({ store, record }));
    }
  }
  await transaction.done;
  lines.push(JSON.stringify({ end: FORMAT, records: lines.length - 1 }));
  return lines.join('\n');
}

interface ImportLine {
  store: LiqlensStoreName;
  record: object;
}

/**
 * Replaces everything stored by an export. The whole text is checked first and written in one transaction: a text
 * that was cut, altered in shape, or made by a newer version is refused with a StoreFault and changes nothing.
 */
export async function importAll(database: LiqlensDatabase, text: string): Promise<void> {
  const records = parseExport(text, database.version);
  try {
    const transaction = database.transaction(STORE_NAMES, 'readwrite');
    const work = async (): Promise<void> => {
      for (const store of STORE_NAMES) await transaction.objectStore(store).clear();
      for (const { store, record } of records) await transaction.objectStore(store).put(record as never);
    };
    await wholeOrNothing(transaction, work);
  } catch (error) {
    throw toStoreFault(error);
  }
}

/** Empties every store, or none: rejects with a StoreFault. */
export async function deleteEverything(database: LiqlensDatabase): Promise<void> {
  try {
    const transaction = database.transaction(STORE_NAMES, 'readwrite');
    await wholeOrNothing(transaction, async () => {
      for (const store of STORE_NAMES) await transaction.objectStore(store).clear();
    });
  } catch (error) {
    throw toStoreFault(error);
  }
}

function parseExport(text: string, schemaVersion: number): ImportLine[] {
  const lines = text.split('\n');
  const header = parseLine(lines[0] ?? '', 0);
  if (header.format !== FORMAT) throw refused('not an export of Liqlens');
  if (header.version !== FORMAT_VERSION || Number(header.schema) > schemaVersion) {
    throw refused(`made by another version: ${String(header.version)}, schema ${String(header.schema)}`);
  }
  const footer = parseLine(lines.at(-1) ?? '', lines.length - 1);
  if (footer.end !== FORMAT || footer.records !== lines.length - 2) throw refused('the text was cut');
  return lines.slice(1, -1).map((line, index) => toImportLine(parseLine(line, index + 1), index + 1));
}

function parseLine(line: string, number: number): Record<string, unknown> {
  try {
    const value = fromPlainText(line);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (error) {
    throw refused(`line ${number + 1}: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw refused(`line ${number + 1} is not a record`);
}

function toImportLine(value: Record<string, unknown>, number: number): ImportLine {
  const { store, record } = value;
  const isKnown = STORE_NAMES.some((name) => name === store);
  if (!isKnown || typeof record !== 'object' || record === null) {
    throw refused(`line ${number + 1} is not a record`);
  }
  if (store === 'liquidations') return { store, record: withId(record as LiquidationRecord) };
  return { store: store as LiqlensStoreName, record };
}

function refused(reason: string): StoreFault {
  return new StoreFault('unreadable', `import refused: ${reason}`);
}
