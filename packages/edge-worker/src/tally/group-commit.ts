/** Thrown to a caller when too many are waiting already; nothing of its item was kept. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

/** What a group commit is made from. */
export interface GroupCommitParts<Item, Result> {
  /** Stores a batch, all or nothing, and gives one result for each item. */
  readonly write: (batch: readonly Item[]) => readonly Result[];
  /** Resolves when everything written is durable. */
  readonly settle: () => Promise<void>;
  /** Runs after a batch, with nothing waiting for it; what it throws is passed on to `settle`. */
  readonly after?: () => void;
  /** Items that may wait at once; one more is refused. */
  readonly most: number;
}

/**
 * Writes things that arrive together in one go.
 *
 * While a write is on its way to disk, later items wait and form the next batch, so the busier it
 * gets the more each write holds; an item alone waits for nobody.
 *
 * @returns Submits an item: resolves with its result once it is durable, rejects if its batch
 *   failed, in which case nothing of the batch was kept, or with a {@link BusyError}.
 */
export function createGroupCommit<Item, Result>({
  write,
  settle,
  after,
  most,
}: GroupCommitParts<Item, Result>): (item: Item) => Promise<Result> {
  interface Waiting {
    readonly item: Item;
    readonly resolve: (result: Result) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let running = false;

  async function commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const results = write(batch.map(({ item }) => item));
      await settle();
      for (const [i, { resolve }] of batch.entries()) resolve(results[i]!);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  async function drain(): Promise<void> {
    running = true;
    // What arrives in this very turn joins the first batch.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await commit(batch);
      after?.();
    }
    running = false;
  }

  return (item) => {
    if (waiting.length >= most) return Promise.reject(new BusyError('Too many are waiting.'));
    return new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) void drain();
    });
  };
}
