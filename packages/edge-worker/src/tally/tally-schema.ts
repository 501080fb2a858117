/** How a tally's tables came to be; see `migrate`. */
export const TALLY_SCHEMA: readonly ((sql: SqlStorage) => void)[] = [
  (sql) => {
    // What came together: ids one after the other, and the folded cells as JSON pairs.
    sql.exec('CREATE TABLE batches (n INTEGER PRIMARY KEY, ids TEXT, cells TEXT)');
    // Batches put away: ids in sorted runs of chunks, each run with its filter.
    sql.exec(
      'CREATE TABLE runs (n INTEGER PRIMARY KEY, size INTEGER, commits INTEGER, filter BLOB)',
    );
    sql.exec(
      'CREATE TABLE chunks (run INTEGER, lo TEXT, ids TEXT, PRIMARY KEY (run, lo)) WITHOUT ROWID',
    );
    // Cells of what was put away, in parts.
    sql.exec('CREATE TABLE totals (part INTEGER PRIMARY KEY, cells TEXT)');
    sql.exec('CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID');
  },
];
