/**
 * Writes things that arrive together in one go.
 *
 * While a write is on its way to disk, later items wait and form the next batch, so the busier it
 * gets the more each write holds; an item alone waits for nobody.
 *
 * @param write - Stores a batch, all or nothing, and gives one result for each item.
 * @param settle - Resolves when everything written is durable.
 * @returns Submits an item; resolves with its result once it is durable, rejects if its batch
 *   failed, in which case nothing of the batch was kept.
 */
export function createGroupCommit<Item, Result>(
  write: (batch: readonly Item[]) => readonly Result[],
  settle: () => Promise<void>,
): (item: Item) => Promise<Result> {
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
    }
    running = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) void drain();
    });
}
