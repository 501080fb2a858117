import type { LocalWorker } from '../local/index.ts';

/** A worker that is killed and started again while reports are on their way to it. */
export interface Victim {
  url(): string;
  /** To be told of each report that was made; kills where it is time. */
  after(made: number): void;
  /** Waits for a restart that is under way. */
  settle(): Promise<void>;
  kills(): number;
  end(): Promise<void>;
}

/**
 * Starts the worker.
 *
 * Kills are told by reports and not by the clock, so that a slow machine does not spend its time
 * on restarts.
 *
 * @param every - Reports between kills, on average; half to one and a half of it.
 * @param random - In [0, 1).
 */
export async function startVictim(
  start: () => Promise<LocalWorker>,
  every: number,
  random: () => number,
): Promise<Victim> {
  const pause = (): number => Math.ceil(every * (0.5 + random()));
  let worker = await start();
  let kills = 0;
  let next = pause();
  let restart = Promise.resolve();

  async function killAndStart(): Promise<void> {
    await worker.kill();
    worker = await start();
  }

  return {
    url: () => worker.url,
    after(made) {
      if (made < next) return;
      next = made + pause();
      kills++;
      restart = restart.then(killAndStart);
      // Whoever settles hears of a failure.
      restart.catch(() => {});
    },
    settle: () => restart,
    kills: () => kills,
    end: () => worker.kill(),
  };
}
