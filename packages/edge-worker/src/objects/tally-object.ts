import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../env.ts';
import { createGroupCommit } from '../storage/group-commit.ts';
import { openTallyStore, type TallyItem, type TallyStore } from '../storage/tally-store.ts';

/** Counts one shard of one day of one site, each report once. */
export class TallyObject extends DurableObject<Env> {
  readonly #store: TallyStore;
  readonly #submit: (item: TallyItem) => Promise<boolean>;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = openTallyStore(ctx.storage);
    this.#submit = createGroupCommit(
      (batch) => this.#store.take(batch),
      () => ctx.storage.sync(),
    );
  }

  /** Counts a report; true once it is durable, false when it was counted before. */
  async take(item: TallyItem): Promise<boolean> {
    return this.#submit(item);
  }

  /** The folded cells. */
  cells(): [key: string, sum: number][] {
    return [...this.#store.cells()];
  }
}
