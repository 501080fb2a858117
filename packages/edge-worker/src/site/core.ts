import type { TallyKey } from '../tally/tally-name.ts';
import { type AuditEntry, lastEntry, nextEntry, writeEntry } from './audit.ts';
import { readSetup, type SiteSetup } from './setup.ts';
import { openSigner, type Signer } from './signer.ts';

/** What a site's object reaches beyond its own storage. */
export interface Outside {
  /** Ends a tally, which takes nothing any more. */
  destroyTally(key: TallyKey): Promise<void>;
  /** Deletes the copies of a tenant's signed rules. */
  dropBlobs(tenant: string): Promise<void>;
}

/** What the parts of a site's object share. */
export interface SiteCore {
  readonly storage: DurableObjectStorage;
  readonly sql: SqlStorage;
  readonly outside: Outside;
  /** `null` when there is no site here, or none any more. */
  setup(): SiteSetup | null;
  signer(site: string): Signer;
  /** Changes follow one another: each waits for hashes and signatures on its way. */
  alone<T>(change: () => Promise<T>): Promise<T>;
  /** Writes into the audit log; only inside `alone`, since each entry follows on the last. */
  note(actor: string, action: string, detail: AuditEntry['detail']): Promise<void>;
}

/** Makes the core over an object's storage. */
export function createCore(storage: DurableObjectStorage, outside: Outside): SiteCore {
  const { sql } = storage;
  let queue: Promise<unknown> = Promise.resolve();
  return {
    ...{ storage, sql, outside },
    setup() {
      const setup = readSetup(sql);
      return setup && !setup.deleted ? setup : null;
    },
    signer: (site) => openSigner(sql, site),
    alone(change) {
      const done = queue.then(change);
      queue = done.catch(() => {});
      return done;
    },
    async note(actor, action, detail) {
      writeEntry(sql, await nextEntry(lastEntry(sql), { t: Date.now(), actor, action, detail }));
    },
  };
}
