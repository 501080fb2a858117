import { parseArgs } from 'node:util';
import type { BenchResult, BenchRow } from '../../tools/lib/bench-result.ts';
import { machine } from '../lib/machine.ts';
import { attack, type Success } from './attack.ts';
import { type Request, seeded, simulate } from './population.ts';

const MOST_TIMES_CHANCE = 20;
const MOST_HITS = 0.01;

/**
 * An attacker who holds every request of 30 days (bodies, order and times, without addresses)
 * tries to tell which requests of two days came from one browser; beside chance, beside the same
 * attack where the hours of requests are not kept, and beside reports that carry all segments at
 * once. Browsers here keep to their own hour of the day, give or take one.
 */
export async function run(args: readonly string[]): Promise<BenchResult> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      browsers: { type: 'string', default: '5000' },
      targets: { type: 'string', default: '9000' },
    },
    strict: false,
  });
  const options = { browsers: Number(values.browsers), days: 30, segments: 20 };
  const most = Number(values.targets);
  const requests = simulate({ ...options, whole: false }, seeded(1));
  const ours = attack(requests, most);
  const timeless = attack(hideTimes(requests), most);
  const whole = attack(simulate({ ...options, whole: true }, seeded(1)), most);
  return {
    bench: 'linkage',
    machine: machine(),
    rows: [
      ...toRows('our reports', ours),
      ...toRows('our reports, hours unknown', timeless),
      ...toRows('whole-set reports', whole),
    ],
  };
}

/** The same requests as an edge has them that keeps days and no hours. */
function hideTimes(requests: readonly Request[]): Request[] {
  const random = seeded(2);
  const day = 86_400_000;
  return requests.map((one) => ({ ...one, at: Math.floor(one.at / day) * day + (random() % day) }));
}

function toRows(what: string, { hits, chance, targets }: Success): BenchRow[] {
  const share = (value: number) => ({ value: value * 100, unit: '%' });
  return [
    { what: `${what}: targets`, value: targets, unit: 'requests' },
    { what: `${what}: linked`, ...share(hits), floor: MOST_HITS * 100, ratio: hits / MOST_HITS },
    { what: `${what}: by chance`, ...share(chance) },
    {
      what: `${what}: times chance`,
      value: hits / chance,
      unit: '×',
      floor: MOST_TIMES_CHANCE,
      ratio: hits / chance / MOST_TIMES_CHANCE,
    },
  ];
}
