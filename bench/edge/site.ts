import { randomBytes } from 'node:crypto';
import type { Bundle } from '@inkling/engine';
import type { ReportRow } from '@inkling/report';

const SITE = 'bench';
/** Lets the bench create its site on the worker that it has started itself. */
export const BOOTSTRAP = randomBytes(24).toString('hex');

/** A site with rules, and reports to send it. */
export interface BenchSite {
  readonly path: string;
  readonly etag: string;
  readonly token: string;
  readonly bundleBytes: number;
  /** A report of 30 rows of today, with an id of its own. */
  nextReport(): string;
}

const rulesOf = (segments: number) => ({
  format: 1,
  site: SITE,
  timezone: 'UTC',
  currency: 'EUR',
  conversions: Object.fromEntries(['a', 'b', 'c', 'd'].map((id) => [id, { event: id }])),
  segments: Object.fromEntries(
    Array.from({ length: segments }, (_, i) => [
      `segment-${i}`,
      {
        name: `Segment ${i}`,
        enter: { count: 'page_view', within: `${1 + i}d`, gte: 1 + (i % 9) },
      },
    ]),
  ),
});

/** Makes the site and publishes rules of 100 segments. */
export async function makeSite(url: string): Promise<BenchSite> {
  const made = await ask(`${url}/v1/sites`, 'POST', BOOTSTRAP, { site: SITE, env: 'development' });
  const { token } = (await made.json()) as { token: string };
  await ask(`${url}/v1/sites/${SITE}/rules`, 'PUT', token, rulesOf(100));
  const served = await fetch(`${url}/v1/sites/${SITE}/rules.json`);
  const text = await served.text();
  const { program } = JSON.parse(text) as Bundle;
  const rows = thirtyRows(program.segments.slice(0, 4));
  const [head, tail] = JSON.stringify({ v: 1, site: SITE, id: '@', rows }).split('@');
  const day = rows[0]?.day;
  return {
    path: `/v1/sites/${SITE}`,
    etag: served.headers.get('ETag') ?? '',
    token,
    bundleBytes: text.length,
    nextReport: () => `${head}${day}.${randomBytes(33).toString('base64url').slice(0, 22)}${tail}`,
  };
}

function thirtyRows(segments: readonly { id: string; def: string }[]): ReportRow[] {
  const day = new Date().toISOString().slice(0, 10);
  const metrics = ['in', 'entered', 'left', 'late', 'dropped'] as const;
  const rows: ReportRow[] = segments.flatMap(({ id: subject, def }) => [
    ...metrics.map((metric) => ({ day, subject, def, metric, delta: 1 })),
    { day, subject, def, metric: 'conversions', bucket: 'a', delta: 1 } as const,
    { day, subject, def, metric: 'dwell', bucket: '1h', delta: 1 } as const,
  ]);
  const total = { day, subject: '*', def: '' };
  return [
    ...rows,
    { ...total, metric: 'visitors', delta: 1 },
    { ...total, metric: 'page_views', delta: 3 },
  ];
}

async function ask(url: string, method: string, token: string, body: object): Promise<Response> {
  const response = await fetch(url, {
    method,
    headers: { Authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  if (!response.ok)
    throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return response;
}
