import { parseArgs } from 'node:util';

/** What is run unless the words say otherwise; the long run takes a million. */
const REPORTS = process.env.INKLING_LONG ? 1_000_000 : 200_000;

/**
 * Sends reports at a worker that is killed at random, and compares its counts with a ledger:
 * `npm run -s soak -- --reports N [--seed N] [--json]`.
 *
 * @returns 0 when no count differs.
 */
export async function soak(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      reports: { type: 'string', default: String(REPORTS) },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const { runSoak } = await import('@inkling/edge-worker/soak');
  const result = await runSoak({
    reports: Number(values.reports),
    seed: Number(values.seed),
    inFlight: 128,
    killEvery: 10_000,
    onProgress: (line) => console.error(line),
  });
  const { lostReports: lost, doubledReports: doubled, ...rest } = result;
  const printed = { ...rest, lost: lost, doubled, lostAnswers: rest.lost };
  if (values.json) console.log(JSON.stringify(printed));
  else for (const [name, value] of Object.entries(printed)) console.log(`${name}: ${value}`);
  return lost + doubled + rest.wrongCells === 0 ? 0 : 1;
}
