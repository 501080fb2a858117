import { ReportError, type ReportErrorCode } from './errors.ts';
import { ARM, DEF, ID, isDayName, METRICS, REPORT_ID, REPORT_LIMITS, SITE_ID } from './grammar.ts';
import type { Metric, Report, ReportRow } from './row.ts';

const REPORT_KEYS = ['v', 'site', 'id', 'rows'];
const ROW_KEYS = ['day', 'subject', 'def', 'metric', 'bucket', 'arm', 'delta'];

/**
 * Checks that a value is a report, by exact type: nothing is converted, nothing is ignored.
 *
 * Whether the segments exist and the day is near is not known here; the edge asks that next.
 *
 * @returns A fresh copy that holds only what is named in {@link Report}.
 * @throws {@link ReportError} with the path of the first fault.
 */
export function parseReport(input: unknown): Report {
  const report = asRecord(input, '', REPORT_KEYS);
  const { v, site, id, rows } = report;
  check(v === 1, 'bad-version', 'v', 'must be 1');
  check(isText(site, SITE_ID), 'bad-site', 'site', 'must be a site id');
  check(isText(id, REPORT_ID), 'bad-id', 'id', 'must be a day, a dot, and 22 random letters');
  const day = (id as string).slice(0, 10);
  check(isDayName(day), 'bad-id', 'id', 'must begin with a day of the calendar');
  check(
    Array.isArray(rows) && rows.length > 0 && rows.length <= REPORT_LIMITS.rows,
    'bad-rows',
    'rows',
    `must be an array of 1 to ${REPORT_LIMITS.rows}`,
  );
  const parsed = (rows as unknown[]).map((row, i) => parseRow(row, `rows[${i}]`));
  checkTogether(parsed, day);
  return { v: 1, site: site as string, id: id as string, rows: parsed };
}

function parseRow(input: unknown, path: string): ReportRow {
  const row = asRecord(input, path, ROW_KEYS);
  const { day, subject, def, metric, bucket, arm, delta } = row;
  check(typeof day === 'string' && isDayName(day), 'bad-day', `${path}.day`, 'must be YYYY-MM-DD');
  check(
    typeof metric === 'string' && Object.hasOwn(METRICS, metric),
    'bad-metric',
    `${path}.metric`,
    'must be a metric',
  );
  const rule = METRICS[metric as Metric];
  checkSubject(rule.subject, subject, def, path);
  check(
    rule.bucket ? typeof bucket === 'string' && rule.bucket(bucket) : bucket === undefined,
    'bad-bucket',
    `${path}.bucket`,
    rule.bucket ? 'must be a cell of the metric' : 'must be absent: the metric has no cells',
  );
  check(
    arm === undefined ? !rule.arm : isText(arm, ARM),
    'bad-arm',
    `${path}.arm`,
    'must be experiment:arm',
  );
  check(
    Number.isInteger(delta) &&
      delta !== 0 &&
      (delta as number) <= rule.most &&
      (delta as number) >= (rule.signed ? -rule.most : 1),
    'bad-delta',
    `${path}.delta`,
    `must be a whole number from ${rule.signed ? -rule.most : 1} to ${rule.most}, not 0`,
  );
  return {
    day: day as string,
    subject: subject as string,
    def: def as string,
    metric: metric as Metric,
    ...(bucket === undefined ? {} : { bucket: bucket as string }),
    ...(arm === undefined ? {} : { arm: arm as string }),
    delta: delta as number,
  };
}

function checkSubject(
  kind: 'total' | 'segment' | 'either' | 'pair',
  subject: unknown,
  def: unknown,
  path: string,
): void {
  const total = subject === '*' && (kind === 'total' || kind === 'either');
  const wanted = kind === 'pair' ? 2 : 1;
  const parts = typeof subject === 'string' ? subject.split('&') : [];
  const ids = parts.length === wanted && parts.every((part) => ID.test(part));
  const defs = typeof def === 'string' ? def.split('&') : [];
  // Two definitions of one segment are a pair too: what a shadow would change.
  const twoDefs = parts[0] === parts[1] && defs[0] !== defs[1];
  check(
    total || (kind !== 'total' && ids && (wanted === 1 || parts[0]! < parts[1]! || twoDefs)),
    'bad-subject',
    `${path}.subject`,
    kind === 'pair'
      ? 'must be a&b with a before b, or a&a of two definitions'
      : `must name a ${kind} for this metric`,
  );
  check(
    total ? def === '' : defs.length === wanted && defs.every((part) => DEF.test(part)),
    'bad-def',
    `${path}.def`,
    total ? "must be ''" : 'must hold one hash a segment',
  );
}

/** What must hold between rows: one day, few segments, no cell twice, what must be alone is. */
function checkTogether(rows: readonly ReportRow[], day: string): void {
  const segments = new Set<string>();
  const cells = new Set<string>();
  for (const [i, row] of rows.entries()) {
    const path = `rows[${i}]`;
    const { alone, signed } = METRICS[row.metric];
    check(row.day === day, 'mixed-days', `${path}.day`, "must be the day in the report's id");
    check(
      !(alone || signed || row.arm) || rows.length === 1,
      'not-alone',
      path,
      'must be the only row of its report',
    );
    const cell = JSON.stringify([row.subject, row.def, row.metric, row.bucket, row.arm]);
    check(!cells.has(cell), 'same-cell', path, 'must not repeat a cell');
    cells.add(cell);
    if (row.subject !== '*') for (const id of row.subject.split('&')) segments.add(id);
  }
  check(
    segments.size <= REPORT_LIMITS.segments,
    'too-many-segments',
    'rows',
    `must be about at most ${REPORT_LIMITS.segments} segments`,
  );
}

/** A plain object whose own keys are all known; null prototypes and `JSON.parse` results pass. */
function asRecord(
  input: unknown,
  path: string,
  keys: readonly string[],
): { readonly [key: string]: unknown } {
  check(
    typeof input === 'object' && input !== null && !Array.isArray(input),
    'not-an-object',
    path,
    'must be an object',
  );
  const own: { [key: string]: unknown } = Object.assign(Object.create(null), input);
  for (const key of Object.keys(input as object)) {
    check(keys.includes(key), 'unknown-key', path, `may only hold ${keys.join(', ')}`);
  }
  return own;
}

function isText(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}

function check(ok: unknown, code: ReportErrorCode, path: string, expected: string): asserts ok {
  if (!ok) throw new ReportError(code, path, expected);
}
