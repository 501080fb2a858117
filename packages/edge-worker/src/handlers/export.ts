import { authorizeBootstrap } from '../auth/authorize.ts';
import { allow, type Call, findSite } from '../context.ts';
import { checkQuery } from '../http/check-query.ts';
import { HttpError } from '../http/http-error.ts';
import { readLines } from '../http/read-lines.ts';
import { parseJson } from '../http/read-text.ts';
import { readParts } from '../metrics/read-cells.ts';
import type { DayPlan } from '../site/cube.ts';
import type { ExportLine } from '../site/export.ts';
import { answer } from './read-body.ts';

/** Longest line and longest whole that an import may have, in bytes. */
const MOST_LINE = 4_000_000;
const MOST_BYTES = 90_000_000;
/** Lines that are taken in one go. */
const AT_ONCE = 50;
const KINDS = ['site', 'version', 'side', 'draft', 'audit', 'day', 'cells', 'release', 'end'];

/**
 * `GET /v1/sites/:site/export`: everything of a site but its secrets, one JSON line for each
 * thing, counts of today included. Needs `admin`.
 */
export async function getExport(call: Call): Promise<Response> {
  checkQuery(call.request);
  await allow(call, 'admin');
  const info = await findSite(call);
  const lines = await call.objects.call(call.site, 'life', 'exportSite');
  const { days } = await call.objects.ask(
    call.site,
    async (object) => (await object.cube('0000-00-00', '9999-99-99', false)) as { days: DayPlan[] },
  );
  const encoder = new TextEncoder();
  const write = (all: readonly ExportLine[]): Uint8Array =>
    encoder.encode(all.map((line) => `${JSON.stringify(line)}\n`).join(''));
  let next = 0;
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(write(lines));
    },
    // A day at a time, so that years of counts never are in memory together.
    async pull(controller) {
      const plan = days[next++];
      if (!plan) {
        controller.enqueue(write([{ kind: 'end' }]));
        return controller.close();
      }
      const parts = await readParts(call, info, { from: plan.day, to: plan.day });
      const cells = parts.map((part): ExportLine => ({ kind: 'cells', ...part }));
      controller.enqueue(write([{ kind: 'day', ...plan }, ...cells]));
    },
  });
  return new Response(body, {
    headers: { 'Cache-Control': 'no-store', 'Content-Type': 'application/x-ndjson' },
  });
}

/**
 * `POST /v1/sites/:site/import` with an export's lines: fills a site that has published nothing.
 * Needs the bootstrap token. May be sent again when it broke off.
 *
 * @returns 200 `{"lines"}`.
 * @throws {@link HttpError} 409 `conflict` when the site is past its beginning; 422 `bad-request`
 *   for lines that are none, another site's, or cut off.
 */
export async function postImport(call: Call): Promise<Response> {
  checkQuery(call.request);
  await authorizeBootstrap(call.request, call.env.INKLING_BOOTSTRAP_TOKEN);
  await findSite(call);
  let waiting: ExportLine[] = [];
  let count = 0;
  let ended = false;
  const flush = async (): Promise<void> => {
    const lines = waiting;
    waiting = [];
    const taken = await call.objects.call(call.site, 'life', 'importLines', lines, 'bootstrap');
    if (!taken) throw new HttpError(409, 'conflict', 'This site has rules of its own already.');
  };
  for await (const text of readLines(call.request, { line: MOST_LINE, whole: MOST_BYTES })) {
    waiting.push(toLine(text, call.site, count++));
    ended = waiting.at(-1)?.kind === 'end';
    if (waiting.length >= AT_ONCE) await flush();
  }
  if (!ended) throw new HttpError(422, 'bad-request', 'The export was cut off: it has no end.');
  await flush();
  call.objects.cache.forget(call.site);
  return answer({ lines: count });
}

function toLine(text: string, site: string, n: number): ExportLine {
  const line = parseJson(text) as Partial<ExportLine> | null;
  const first = n === 0;
  const known = typeof line?.kind === 'string' && KINDS.includes(line.kind);
  if (!known || first !== (line.kind === 'site')) {
    throw new HttpError(422, 'bad-request', 'This is no line of an export.', { path: `[${n}]` });
  }
  if (line.kind === 'site' && line.site !== site) {
    throw new HttpError(422, 'bad-request', "This is another site's export.", { path: `[${n}]` });
  }
  return line as ExportLine;
}
