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
  /** Lets a moment pass in which more may arrive; a batch begins when none came in one. */
  readonly pause: () => Promise<void>;
}

/** Moments that a batch waits for more at most, however fast they come. */
const MOST_PAUSES = 10;

/**
 * Writes things that arrive together in one go.
 *
 * A batch begins when for a moment nothing more has arrived, and what comes while it is on its way
 * to disk forms the next one: so the busier it gets the more each write holds.
 *
 * @returns Submits an item: resolves with its result once it is durable, rejects if its batch
 *   failed, in which case nothing of the batch was kept, or with a {@link BusyError}.
 */
export function createGroupCommit<Item, Result>({
  write,
  settle,
  after,
  most,
  pause,
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
    while (waiting.length > 0) {
      let before = 0;
      for (let i = 0; i < MOST_PAUSES && before < waiting.length; i++) {
        before = waiting.length;
        await pause();
      }
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
