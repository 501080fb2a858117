import { sha256Hex } from '../auth/token.ts';

/** One thing that somebody changed. */
export interface AuditEntry {
  /** Counts from 1 without a gap. */
  readonly n: number;
  /** Ms since the epoch. */
  readonly t: number;
  /** Id of a token, `bootstrap`, or `system`. */
  readonly actor: string;
  readonly action: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** Over this entry and the hash before it, so that no entry can be changed or left out. */
  readonly hash: string;
}

/** What the first entry's hash follows on. */
const ROOT = '0'.repeat(64);

/** The entry that comes after `last`, with its hash. */
export async function nextEntry(
  last: AuditEntry | null,
  { t, actor, action, detail }: Pick<AuditEntry, 't' | 'actor' | 'action' | 'detail'>,
): Promise<AuditEntry> {
  const entry = { n: (last?.n ?? 0) + 1, t, actor, action, detail };
  return { ...entry, hash: await hashEntry(last?.hash ?? ROOT, entry) };
}

/** The number of the first entry that does not follow from the one before; `null` when all do. */
export async function findBreak(entries: readonly AuditEntry[]): Promise<number | null> {
  let before = ROOT;
  for (const [i, { hash, ...entry }] of entries.entries()) {
    if (entry.n !== i + 1 || hash !== (await hashEntry(before, entry))) return i + 1;
    before = hash;
  }
  return null;
}

function hashEntry(before: string, entry: Omit<AuditEntry, 'hash'>): Promise<string> {
  const { n, t, actor, action, detail } = entry;
  return sha256Hex(JSON.stringify([before, n, t, actor, action, detail]));
}

type Row = Omit<AuditEntry, 'detail'> & { detail: string };

/** Entries after number `after`, in order. */
export function readAudit(sql: SqlStorage, after = 0, most = 100): AuditEntry[] {
  return sql
    .exec<Row>('SELECT * FROM audit WHERE n > ? ORDER BY n LIMIT ?', after, most)
    .toArray()
    .map((row) => ({ ...row, detail: JSON.parse(row.detail) as AuditEntry['detail'] }));
}

export function lastEntry(sql: SqlStorage): AuditEntry | null {
  const row = sql.exec<Row>('SELECT * FROM audit ORDER BY n DESC LIMIT 1').toArray()[0];
  return row ? { ...row, detail: JSON.parse(row.detail) as AuditEntry['detail'] } : null;
}

/** Appends; an entry is never changed afterwards. */
export function writeEntry(sql: SqlStorage, entry: AuditEntry): void {
  const { n, t, actor, action, detail, hash } = entry;
  sql.exec(
    'INSERT INTO audit (n, t, actor, action, detail, hash) VALUES (?, ?, ?, ?, ?, ?)',
    n,
    t,
    actor,
    action,
    JSON.stringify(detail),
    hash,
  );
}
