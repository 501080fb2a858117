import { allow, type Call, findSite } from '../context.ts';
import { checkQuery } from '../http/check-query.ts';
import type { TallyUsage } from '../objects/tally-object.ts';
import type { DayPlan } from '../site/cube.ts';
import { callObject } from '../storage/call-object.ts';
import { tallyName } from '../tally/tally-name.ts';
import { answer } from './read-body.ts';
import { readRange } from './read-range.ts';

/** Documented prices, in dollars for a million (reliability of the figures: see docs/edge.md). */
const PRICES = { requests: 0.3, calls: 0.15, rows: 1 } as const;

/**
 * `GET /v1/sites/:site/usage?from=&to=`: reports taken, rows written for them, and what that costs
 * at documented prices beyond what is free; days whose tallies are deleted are left out. Needs
 * `read`.
 */
export async function getUsage(call: Call): Promise<Response> {
  const query = checkQuery(call.request, ['from', 'to']);
  await allow(call, 'read');
  const { site, tenant } = await findSite(call);
  const { from, to } = readRange(query);
  const { days } = await call.objects.ask(
    site,
    async (object) => (await object.cube(from, to)) as { days: DayPlan[] },
  );
  const names = days.flatMap(({ day, shards }) =>
    Array.from({ length: shards }, (_, shard) => tallyName({ tenant, day, shard })),
  );
  const parts = await Promise.all(
    names.map((name) =>
      callObject(
        () => call.env.TALLY.getByName(name),
        async (tally) => (await tally.usage()) as TallyUsage,
      ),
    ),
  );
  const reports = parts.reduce((sum, part) => sum + part.reports, 0);
  const rowsWritten = parts.reduce((sum, part) => sum + part.rowsWritten, 0);
  const perReport = PRICES.requests + PRICES.calls;
  const dollars = (reports * perReport + rowsWritten * PRICES.rows) / 1e6;
  return answer({ site, from, to, objects: names.length, reports, rowsWritten, dollars });
}
