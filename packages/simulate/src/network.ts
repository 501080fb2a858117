import type { Report } from '@inkling/report';
import type { SimulationOptions } from './options.ts';
import type { SentReport } from './outbox.ts';
import { exponential, type Random, share } from './random.ts';

/** A report on its arrival at the edge. */
export interface Arrival {
  /** Ms since the epoch. */
  readonly at: number;
  readonly report: Report;
}

type Weather = Pick<SimulationOptions, 'late' | 'lateMs' | 'repeat' | 'lose'>;

/** What becomes of reports on their way, in the order of arrival: late, twice, or not at all. */
export function deliver(sent: readonly SentReport[], weather: Weather, random: Random): Arrival[] {
  return sent
    .flatMap(({ at, report }) => {
      if (share(random) < weather.lose) return [];
      const copies = share(random) < weather.repeat ? 2 + (random() % 2) : 1;
      return Array.from({ length: copies }, () => ({ at: at + delay(), report }));
    })
    .sort((a, b) => a.at - b.at);

  function delay(): number {
    if (share(random) < weather.late) return Math.floor(share(random) * weather.lateMs);
    return Math.floor(exponential(random, 200));
  }
}
