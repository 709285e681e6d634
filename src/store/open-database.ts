import { type IDBPDatabase, openDB } from 'idb';
import { MIGRATIONS, type Migration, migrate } from './migrations';
import type { LiqlensSchema } from './schema';
import { StoreFault, toStoreFault } from './store-fault';

export type LiqlensDatabase = IDBPDatabase<LiqlensSchema>;

const BLOCKED_LIMIT_MS = 5000;

/**
 * Opens the database at the newest schema version. Rejects with a StoreFault: `blocked` when another context keeps
 * an older version open for five seconds, `newer-version` after a downgrade, `unavailable` in private windows that
 * have no storage. A connection that stands in the way of a newer version closes itself.
 */
export async function openDatabase(
  name: string,
  onClosed: () => void = () => {},
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<LiqlensDatabase> {
  let blockedTimer: ReturnType<typeof setTimeout> | undefined;
  const opening = openDB<LiqlensSchema>(name, migrations.length, {
    upgrade: async (database, oldVersion, _newVersion, transaction) => {
      try {
        await migrate(migrations, database, oldVersion, transaction);
      } catch {
        // Without this the half-made version would be committed; the abort makes `opening` reject.
        transaction.done.catch(() => {});
        transaction.abort();
      }
    },
    blocked: () => {
      blockedTimer = setTimeout(() => reportBlocked(), BLOCKED_LIMIT_MS);
    },
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      onClosed();
    },
    terminated: onClosed,
  });
  let reportBlocked = (): void => {};
  const blocked = new Promise<never>((_, reject) => {
    reportBlocked = () => reject(new StoreFault('blocked', 'another context holds an older version open'));
  });
  try {
    return await Promise.race([opening, blocked]);
  } catch (error) {
    opening.then((late) => late.close()).catch(() => {});
    throw toStoreFault(error);
  } finally {
    clearTimeout(blockedTimer);
  }
}
