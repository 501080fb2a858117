/** The one queue of tasks of a simulated browser: virtual time, and an order that can be had again. */
export interface Scheduler {
  /** Ms of virtual time, with fractions; never falls. */
  now(): number;
  /** Number of the running task. */
  task(): number;
  /**
   * Runs something as a task of its own, microtasks included.
   *
   * @param what - Names it in the trace.
   * @returns Cancels it.
   */
  later(ms: number, what: string, run: () => void): () => void;
  /** Lets so much time pass. @throws Error when it does not come to rest. */
  pass(ms: number): Promise<void>;
  /** Hash of every task so far: what, and when. */
  print(): string;
}

interface Task {
  readonly at: number;
  readonly what: string;
  readonly run: () => void;
}

const MOST_TASKS = 60_000;

/** FNV-1a, 32 bits. */
export function addToHash(hash: number, text: string): number {
  let next = hash;
  for (let i = 0; i < text.length; i++) next = Math.imul(next ^ text.charCodeAt(i), 0x01000193);
  return next >>> 0;
}

/**
 * @param nextTurn - Calls back once all microtasks are done: the real `setImmediate`.
 * @param onTask - Called before each task.
 */
export function createScheduler(
  nextTurn: (callback: () => void) => void,
  onTask: (what: string, at: number) => void,
): Scheduler {
  const queue: Task[] = []; // By time, the next one last.
  let now = 0;
  let count = 0;
  let hash = 0x811c9dc5;

  const runNext = (task: Task): void => {
    now = task.at;
    count++;
    hash = addToHash(hash, `${task.what} ${now.toFixed(3)}`);
    onTask(task.what, now);
    task.run();
  };
  return {
    now: () => now,
    task: () => count,
    later(ms, what, run) {
      const task = { at: now + ms, what, run };
      let i = queue.length;
      while (i > 0 && queue[i - 1]!.at <= task.at) i--;
      queue.splice(i, 0, task);
      return () => {
        const found = queue.indexOf(task);
        if (found >= 0) queue.splice(found, 1);
      };
    },
    pass(ms) {
      const end = now + ms;
      return new Promise((resolve, reject) => {
        const step = (): void => {
          const next = queue.at(-1);
          if (!next || next.at > end) {
            now = end;
            resolve();
            return;
          }
          queue.pop();
          try {
            if (count > MOST_TASKS) throw new Error(`no rest: ${next.what}`);
            runNext(next);
          } catch (error) {
            reject(error);
            return;
          }
          nextTurn(step);
        };
        nextTurn(step);
      });
    },
    print: () => hash.toString(16).padStart(8, '0'),
  };
}
