import {
  type Cells,
  dayName,
  dayNumber,
  foldRows,
  parseReport,
  REPORT_LIMITS,
  type Report,
  ReportError,
} from '@inkling/report';
import { type Context, findSite } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { parseJson, readText } from '../http/read-text.ts';
import { callObject } from '../storage/call-object.ts';
import { checkKnown } from '../storage/check-known.ts';
import { shardOf, tallyName } from '../storage/tally-name.ts';

/** Days before and after the server's own on which a report may lie. */
const DAYS_BACK = 7;
const DAYS_AHEAD = 1;

/**
 * `POST /v1/sites/:site/reports`: counts a report, once.
 *
 * @returns 202 once it is durable: `{"accepted": rows}`, or `{"accepted": 0, "duplicate": true}`
 *   for an id that was counted before.
 * @throws {@link HttpError} 400 `bad-body`, `bad-report`; 404 `unknown-site`; 413; 415; 422
 *   `day-out-of-range`, `unknown-segment`, `unknown-conversion`; 503 `overloaded`.
 */
export async function postReport(
  request: Request,
  { site }: { site: string },
  context: Context,
): Promise<Response> {
  const info = await findSite(site, context);
  const report = readReport(await readText(request, REPORT_LIMITS.bytes), site);
  if (!info.rules) throw new HttpError(404, 'no-rules', 'This site has published no rules yet.');
  const day = report.id.slice(0, 10);
  checkDay(day, dayNumber(context.now(), info.rules.known.zone));
  checkKnown(report.rows, info.rules.known);

  const cells: Cells = foldRows(new Map(), report.rows);
  const id = report.id.slice(11);
  const shards = await context.shards(info, day);
  const name = tallyName(info.tenant, day, shardOf(id, shards));
  const fresh = await callObject(
    () => context.env.TALLY.getByName(name),
    async (tally) => await tally.take({ id, cells: [...cells] }),
  );
  const answer = fresh ? { accepted: report.rows.length } : { accepted: 0, duplicate: true };
  return Response.json(answer, { status: 202, headers: { 'Cache-Control': 'no-store' } });
}

function readReport(text: string, site: string): Report {
  const json = parseJson(text);
  try {
    const report = parseReport(json);
    if (report.site !== site) {
      throw new ReportError('bad-site', 'site', "must be the route's own site");
    }
    return report;
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    throw new HttpError(400, 'bad-report', error.message, {
      path: error.path,
      more: { reason: error.code },
    });
  }
}

function checkDay(day: string, today: number): void {
  if (day < dayName(today - DAYS_BACK) || day > dayName(today + DAYS_AHEAD)) {
    throw new HttpError(422, 'day-out-of-range', 'Reports are taken for 7 days, and no longer.', {
      path: 'id',
    });
  }
}
