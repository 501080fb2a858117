/**
 * Brings an object's tables to the newest version. Step `i` leads from version `i` to `i + 1`;
 * steps are never changed once released, only added.
 *
 * Each step and the note that it was taken are one transaction: one that fails half-way leaves
 * the version before it, which is taken up again on the next start.
 *
 * @throws whatever a step throws; Error for a version newer than the steps, as after a roll-back
 *   of the worker past a migration.
 */
export function migrate(
  storage: DurableObjectStorage,
  steps: readonly ((sql: SqlStorage) => void)[],
): void {
  const { sql } = storage;
  sql.exec('CREATE TABLE IF NOT EXISTS schema (one INTEGER PRIMARY KEY, version INTEGER NOT NULL)');
  const held = sql.exec<{ version: number }>('SELECT version FROM schema').toArray()[0];
  let version = held?.version ?? 0;
  if (version > steps.length) throw new Error(`Stored by a newer worker (schema ${version}).`);
  for (; version < steps.length; version++) {
    storage.transactionSync(() => {
      steps[version]?.(sql);
      sql.exec('INSERT OR REPLACE INTO schema (one, version) VALUES (1, ?)', version + 1);
    });
  }
}
