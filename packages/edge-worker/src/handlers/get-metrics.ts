import { type Cells, cellRow, foldCells, isDayName, type ReportRow } from '@inkling/report';
import { authorize } from '../auth/authorize.ts';
import { type Context, findSite } from '../context.ts';
import { checkQuery } from '../http/check-query.ts';
import { HttpError } from '../http/http-error.ts';
import { callObject } from '../storage/call-object.ts';
import { tallyName } from '../storage/tally-name.ts';

/** Longest range, in days. */
const MOST_DAYS = 400;

/**
 * `GET /v1/sites/:site/metrics?from=YYYY-MM-DD&to=YYYY-MM-DD`: the folded rows of those days,
 * both included. Needs the scope `read`.
 *
 * @returns `{site, k, rows}`; a cell below k is left out. Rows are ordered by their cell.
 * @throws {@link HttpError} 400 `bad-query`; 401; 403; 404.
 */
export async function getMetrics(
  request: Request,
  { site }: { site: string },
  context: Context,
): Promise<Response> {
  const query = checkQuery(request, ['from', 'to']);
  await authorize(request, { site, scope: 'read', find: context.findToken });
  const { tenant, k } = await findSite(site, context);
  const { from, to } = readRange(query);
  const days = await callObject(
    () => context.env.SITE.getByName(site),
    async (object) => await object.days(from, to),
  );
  const shards = days.flatMap(({ day, shards }) =>
    Array.from({ length: shards }, (_, i) => tallyName(tenant, day, i)),
  );
  const cells: Cells = new Map();
  for (const part of await Promise.all(shards.map((name) => readShard(name, context)))) {
    foldCells(cells, part);
  }
  const rows = [...cells]
    .filter(([, value]) => Math.abs(value) >= k)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => withValue(cellRow(key, value)));
  return Response.json({ site, k, rows }, { headers: { 'Cache-Control': 'no-store' } });
}

function withValue({ delta, ...cell }: ReportRow): Omit<ReportRow, 'delta'> & { value: number } {
  return { ...cell, value: delta };
}

function readShard(name: string, { env }: Context): Promise<[string, number][]> {
  return callObject(
    () => env.TALLY.getByName(name),
    async (tally) => (await tally.cells()) as [string, number][],
  );
}

function readRange(query: URLSearchParams): { from: string; to: string } {
  const from = query.get('from') ?? '';
  const to = query.get('to') ?? '';
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  if (!isDayName(from) || !isDayName(to) || days < 0 || days >= MOST_DAYS) {
    throw new HttpError(
      400,
      'bad-query',
      `Give from and to as YYYY-MM-DD, in order, ${MOST_DAYS} days at most.`,
    );
  }
  return { from, to };
}
