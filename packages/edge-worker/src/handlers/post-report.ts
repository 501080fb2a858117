import {
  dayName,
  dayNumber,
  foldRows,
  parseReport,
  REPORT_LIMITS,
  type Report,
  ReportError,
} from '@inkling/report';
import { sha256Hex } from '../auth/token.ts';
import { type Call, findSite, goneSite } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { parseJson, readText } from '../http/read-text.ts';
import type { SiteInfo } from '../objects/site-object.ts';
import type { Taken } from '../objects/tally-object.ts';
import { callObject, tryLater } from '../storage/call-object.ts';
import { checkKnown } from '../storage/check-known.ts';
import { shardOf, tallyName } from '../tally/tally-name.ts';
import { answer } from './read-body.ts';

/** Days before and after the server's own on which a report may lie. */
const DAYS_BACK = 7;
const DAYS_AHEAD = 1;

/**
 * `POST /v1/sites/:site/reports`: counts a report, once.
 *
 * @returns 202 once it is durable: `{"accepted": rows}`, or `{"accepted": 0, "duplicate": true}`
 *   for an id that was counted before.
 * @throws {@link HttpError} 400 `bad-body`, `bad-report`; 404 `unknown-site`, `no-rules`; 410
 *   `gone`; 403 `forbidden` from another origin, `reports-off`; 413; 415; 422 `day-out-of-range`, `unknown-segment`, `unknown-conversion`,
 *   `unknown-signal`, `unknown-arm`, `wrong-mode`; 429 `too-many-requests`; 503 `overloaded` with `Retry-After`.
 */
export async function postReport(call: Call): Promise<Response> {
  const info = await findSite(call);
  await checkSource(call, info);
  const report = readReport(await readText(call.request, REPORT_LIMITS.bytes), call.site);
  if (!info.known) throw new HttpError(404, 'no-rules', 'This site has published no rules yet.');
  const day = report.id.slice(0, 10);
  checkDay(day, dayNumber(call.parts.now(), info.known.zone));
  checkKnown(report.rows, info.known);
  checkMode(report, info);

  const id = report.id.slice(11);
  const shards = await call.objects.shards(info, day);
  if (shards === null) throw goneSite();
  const key = { site: info.site, tenant: info.tenant, day, shard: shardOf(id, shards) };
  const cells = [...foldRows(new Map(), report.rows)];
  const taken = await callObject(
    () => call.env.TALLY.getByName(tallyName(key)),
    async (tally) => await tally.take(key, { id, cells }),
  );
  return toAnswer(taken, report.rows.length);
}

/**
 * Keeps strays and floods out. An address is looked at for this moment only: it is hashed with the
 * site's own secret name, handed to the counter of this location, and kept nowhere.
 */
async function checkSource({ request, env }: Call, info: SiteInfo): Promise<void> {
  const origin = request.headers.get('Origin');
  if (info.origins.length > 0 && origin !== null && !info.origins.includes(origin)) {
    throw new HttpError(403, 'forbidden', "Reports come from the site's own pages.");
  }
  if (!env.REPORT_LIMIT || info.env === 'development') return;
  const address = request.headers.get('CF-Connecting-IP') ?? '';
  const key = await sha256Hex(`${info.tenant} ${address}`);
  if (!(await env.REPORT_LIMIT.limit({ key })).success) {
    throw new HttpError(429, 'too-many-requests', 'Too many reports from one source.', {
      headers: { 'Retry-After': '60' },
    });
  }
}

function toAnswer(taken: Taken, rows: number): Response {
  switch (taken) {
    case 'counted':
      return answer({ accepted: rows }, 202);
    case 'known':
      return answer({ accepted: 0, duplicate: true }, 202);
    case 'gone':
      throw goneSite();
    case 'busy':
      throw tryLater();
    case 'full':
      throw new HttpError(429, 'too-many-requests', 'This day holds all the reports it can.', {
        headers: { 'Retry-After': '3600' },
      });
  }
}

/**
 * A report's text is what `JSON.stringify` writes: one spelling for one meaning, so no key comes
 * twice and no number is dressed up.
 */
function readReport(text: string, site: string): Report {
  const json = parseJson(text);
  if (JSON.stringify(json) !== text) {
    throw new HttpError(400, 'bad-body', 'The body must be JSON as JSON.stringify writes it.');
  }
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

/** A site keeps to what it has told its visitors, whatever a browser sends. */
function checkMode({ rows }: Report, { reports: { mode } }: SiteInfo): void {
  if (mode === 'off') throw new HttpError(403, 'reports-off', 'This site takes no reports.');
  const wrong = rows.findIndex(({ metric }) => (metric === 'bit') !== (mode === 'randomised'));
  if (wrong < 0) return;
  throw new HttpError(422, 'wrong-mode', `This site's reports are ${mode}.`, {
    path: `rows[${wrong}].metric`,
  });
}

function checkDay(day: string, today: number): void {
  if (day < dayName(today - DAYS_BACK) || day > dayName(today + DAYS_AHEAD)) {
    throw new HttpError(422, 'day-out-of-range', 'Reports are taken for 7 days, and no longer.', {
      path: 'id',
    });
  }
}
