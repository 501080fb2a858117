import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../env.ts';
import { migrate } from '../storage/migrate.ts';
import { BusyError, createGroupCommit } from '../tally/group-commit.ts';
import { endOfLife, nextRollUp } from '../tally/tally-life.ts';
import type { TallyKey } from '../tally/tally-name.ts';
import { TALLY_SCHEMA } from '../tally/tally-schema.ts';
import { openTallyStore, type TallyItem, type TallyStore } from '../tally/tally-store.ts';

/**
 * What became of a report: counted now, or before; its site is gone; too many wait; or the day
 * holds more reports than anyone planned for.
 */
export type Taken = 'counted' | 'known' | 'gone' | 'busy' | 'full';

/** What a tally holds. */
export interface TallyContent {
  readonly reports: number;
  readonly cells: [key: string, sum: number][];
}

/** What counting cost. */
export interface TallyUsage {
  readonly reports: number;
  readonly rowsWritten: number;
}

/** Reports that may wait for the disk at once. */
const MOST_WAITING = 2_000;
/** Reports of a day that one object takes: four times what the planner allows for. */
const MOST_REPORTS = 8_000_000;
/** When a roll-up failed, it is tried again after this long. */
const AGAIN_MS = 600_000;

/** Counts one shard of one day of one site, each report once, and is deleted whole at the end. */
export class TallyObject extends DurableObject<Env> {
  #store: TallyStore | null = null;
  #dead = false;
  readonly #submit: (item: TallyItem) => Promise<boolean>;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    // An object that was only asked leaves nothing behind.
    if (hasTable(ctx.storage.sql, 'schema')) this.#open();
    this.#submit = createGroupCommit({
      write: (batch) => this.#open().take(batch),
      settle: () => this.#settle(),
      after: () => this.#compact(),
      most: MOST_WAITING,
      pause: () => scheduler.wait(1),
    });
  }

  /** Counts a report; answers once it is durable. */
  async take(key: TallyKey, item: TallyItem): Promise<Taken> {
    const store = this.#open();
    if (this.#dead) return 'gone';
    if (store.reports() >= MOST_REPORTS) return 'full';
    if (store.reports() === 0) await this.#begin(key);
    try {
      return (await this.#submit(item)) ? 'counted' : 'known';
    } catch (error) {
      if (error instanceof BusyError) return 'busy';
      throw error;
    }
  }

  /** What is counted so far; empty for an object that never counted, or was deleted. */
  content(): TallyContent {
    if (!this.#store || this.#dead) return { reports: 0, cells: [] };
    return { reports: this.#store.reports(), cells: [...this.#store.cells()] };
  }

  /** What counting cost so far: the rows of the counts, and those of the object itself. */
  usage(): TallyUsage {
    if (!this.#store || this.#dead) return { reports: 0, rowsWritten: 0 };
    const own = 3; // The schema's version, the key, and the alarm of the day.
    return { reports: this.#store.reports(), rowsWritten: this.#store.rowsWritten() + own };
  }

  /** Rolls the counts up into the site's cube, and ends when the day is long over. */
  override async alarm(): Promise<void> {
    const key = this.#readKey();
    if (!key) return this.ctx.storage.deleteAll();
    const now = Date.now();
    try {
      const kept = await this.env.SITE.getByName(key.site).rollUp(key, this.content());
      if (kept === 'gone' || now >= endOfLife(key.day)) return await this.#end();
      await this.ctx.storage.setAlarm(nextRollUp(key.day, now, Math.random()));
    } catch (error) {
      console.log(JSON.stringify({ level: 'error', what: 'roll-up', error: String(error) }));
      // Alarms are given up after some failures; this one must not be.
      await this.ctx.storage.setAlarm(now + AGAIN_MS * (1 + Math.random()));
    }
  }

  /**
   * The site is deleted: drops everything, and takes nothing any more. What keeps late reports
   * out is one row, which goes at the day's end.
   */
  async destroy(key: TallyKey): Promise<void> {
    await this.#end();
    this.#dead = true;
    this.#open();
    this.#writeFact('dead', '1');
    await this.ctx.storage.setAlarm(Math.max(Date.now(), endOfLife(key.day)));
  }

  #open(): TallyStore {
    if (this.#store) return this.#store;
    migrate(this.ctx.storage, TALLY_SCHEMA);
    this.#dead ||= this.#readFact('dead') === '1';
    this.#store = openTallyStore(this.ctx.storage);
    return this.#store;
  }

  /** Notes whose day this is, and when to roll up, before the first report is counted. */
  async #begin(key: TallyKey): Promise<void> {
    if (this.#readFact('key') !== null) return;
    this.#writeFact('key', JSON.stringify(key));
    await this.ctx.storage.setAlarm(nextRollUp(key.day, Date.now(), Math.random()));
  }

  async #end(): Promise<void> {
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
    this.#store = null;
  }

  async #settle(): Promise<void> {
    try {
      await this.ctx.storage.sync();
    } catch (error) {
      // What is in memory may not be on disk: start again from the disk.
      this.ctx.abort(String(error));
      throw error;
    }
  }

  #compact(): void {
    try {
      this.#store?.compact();
    } catch (error) {
      console.log(JSON.stringify({ level: 'error', what: 'compact', error: String(error) }));
    }
  }

  #readKey(): TallyKey | null {
    const text = this.#store ? this.#readFact('key') : null;
    return text === null ? null : (JSON.parse(text) as TallyKey);
  }

  #readFact(name: string): string | null {
    const { sql } = this.ctx.storage;
    const rows = sql.exec<{ value: string }>('SELECT value FROM facts WHERE name = ?', name);
    return rows.toArray()[0]?.value ?? null;
  }

  #writeFact(name: string, value: string): void {
    this.ctx.storage.sql.exec('INSERT OR REPLACE INTO facts VALUES (?, ?)', name, value);
  }
}

function hasTable(sql: SqlStorage, name: string): boolean {
  return sql.exec('SELECT 1 FROM sqlite_master WHERE name = ?', name).toArray().length > 0;
}
