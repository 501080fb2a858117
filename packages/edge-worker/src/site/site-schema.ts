/** How a site's tables came to be; see `migrate`. */
export const SITE_SCHEMA: readonly ((sql: SqlStorage) => void)[] = [
  (sql) => {
    sql.exec('CREATE TABLE site (one INTEGER PRIMARY KEY CHECK (one = 1), setup TEXT NOT NULL)');
    sql.exec(`CREATE TABLE tokens (
      id TEXT PRIMARY KEY, hash TEXT NOT NULL, label TEXT NOT NULL, scopes TEXT NOT NULL,
      created INTEGER NOT NULL, expires INTEGER, revoked INTEGER, used TEXT
    )`);
    sql.exec(`CREATE TABLE versions (
      env TEXT NOT NULL, seq INTEGER NOT NULL, issued INTEGER NOT NULL, replaced INTEGER,
      author TEXT NOT NULL, note TEXT NOT NULL, source TEXT NOT NULL, bundle TEXT NOT NULL,
      hash TEXT NOT NULL, envelope TEXT NOT NULL, PRIMARY KEY (env, seq)
    )`);
    sql.exec(`CREATE TABLE drafts (
      env TEXT PRIMARY KEY, rev INTEGER NOT NULL, saved INTEGER NOT NULL, author TEXT NOT NULL,
      source TEXT NOT NULL
    )`);
    sql.exec(`CREATE TABLE audit (
      n INTEGER PRIMARY KEY, t INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
      detail TEXT NOT NULL, hash TEXT NOT NULL
    )`);
    sql.exec(`CREATE TABLE keys (
      kid TEXT PRIMARY KEY, role TEXT NOT NULL, secret TEXT NOT NULL, public TEXT NOT NULL,
      since INTEGER NOT NULL, until INTEGER
    )`);
    sql.exec('CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID');
    sql.exec('CREATE TABLE days (day TEXT PRIMARY KEY, shards INTEGER NOT NULL)');
    sql.exec(`CREATE TABLE cube (
      day TEXT NOT NULL, shard INTEGER NOT NULL, part INTEGER NOT NULL, reports INTEGER NOT NULL,
      cells TEXT NOT NULL, PRIMARY KEY (day, shard, part)
    ) WITHOUT ROWID`);
    sql.exec(`CREATE TABLE releases (
      day TEXT NOT NULL, final INTEGER NOT NULL, part INTEGER NOT NULL, cells TEXT NOT NULL,
      PRIMARY KEY (day, final, part)
    ) WITHOUT ROWID`);
  },
  (sql) => {
    // What was stored before the first release may lack these.
    sql.exec(`CREATE TABLE IF NOT EXISTS releases (
      day TEXT NOT NULL, final INTEGER NOT NULL, part INTEGER NOT NULL, cells TEXT NOT NULL,
      PRIMARY KEY (day, final, part)
    ) WITHOUT ROWID`);
    sql.exec(`UPDATE site SET setup = json_set(setup, '$.origins', json('[]'))
      WHERE json_type(setup, '$.origins') IS NULL`);
    sql.exec('ALTER TABLE versions ADD COLUMN review TEXT');
    sql.exec('ALTER TABLE versions ADD COLUMN next TEXT');
    sql.exec(`CREATE TABLE sides (
      env TEXT NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL, hash TEXT NOT NULL UNIQUE,
      issued INTEGER NOT NULL, ended INTEGER, author TEXT NOT NULL, note TEXT NOT NULL,
      source TEXT NOT NULL, review TEXT, payload TEXT NOT NULL, envelope TEXT NOT NULL,
      PRIMARY KEY (env, seq)
    )`);
    sql.exec(`CREATE TABLE proposals (
      n INTEGER PRIMARY KEY, env TEXT NOT NULL, t INTEGER NOT NULL, author TEXT NOT NULL,
      percent INTEGER NOT NULL, note TEXT NOT NULL, source TEXT NOT NULL, decided INTEGER,
      decider TEXT, approved INTEGER
    )`);
    sql.exec(`CREATE TABLE answers (
      key TEXT PRIMARY KEY, digest TEXT NOT NULL, t INTEGER NOT NULL, answer TEXT
    ) WITHOUT ROWID`);
  },
  (sql) => {
    sql.exec(`CREATE TABLE sessions (
      id TEXT PRIMARY KEY, hash TEXT NOT NULL, token TEXT NOT NULL, expires INTEGER NOT NULL
    ) WITHOUT ROWID`);
    sql.exec(`CREATE TABLE previews (
      id TEXT PRIMARY KEY, expires INTEGER NOT NULL, envelope TEXT NOT NULL
    )`);
  },
];
