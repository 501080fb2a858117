import type { MetricRow } from '@inkling/measure';

/** What the metrics API answers. */
export interface Metrics {
  readonly site: string;
  /** Cells with fewer browsers than this are not given. */
  readonly k: number;
  readonly rows: readonly MetricRow[];
}

/**
 * Reads the answer of the metrics API.
 *
 * @throws `TypeError` when the answer has another shape, naming what is wrong.
 */
export function parseMetrics(value: unknown): Metrics {
  const { site, k, rows } = asRecord(value, 'metrics');
  if (typeof site !== 'string') throw new TypeError('metrics.site is no text');
  if (typeof k !== 'number') throw new TypeError('metrics.k is no number');
  if (!Array.isArray(rows)) throw new TypeError('metrics.rows is no list');
  return { site, k, rows: rows.map((row, i) => parseRow(row, `metrics.rows[${i}]`)) };
}

function parseRow(value: unknown, name: string): MetricRow {
  const row = asRecord(value, name);
  const text = (key: string): string => {
    const found = row[key];
    if (typeof found !== 'string') throw new TypeError(`${name}.${key} is no text`);
    return found;
  };
  if (typeof row.value !== 'number') throw new TypeError(`${name}.value is no number`);
  return {
    day: text('day'),
    subject: text('subject'),
    def: text('def'),
    // A metric of a newer worker is carried along and never asked for.
    metric: text('metric') as MetricRow['metric'],
    value: row.value,
    ...(typeof row.bucket === 'string' && { bucket: row.bucket }),
    ...(typeof row.arm === 'string' && { arm: row.arm }),
  };
}

/** @throws `TypeError` when the value is no object. */
export function asRecord(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  throw new TypeError(`${name} is no object`);
}
