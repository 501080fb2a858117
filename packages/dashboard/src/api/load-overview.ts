import { addDays, listDays, STOCK_DAYS } from '@inkling/measure';
import { dayOf } from '../data/days.ts';
import type { BundleInfo } from '../data/rule-names.ts';
import { type SegmentRow, segmentRows } from '../data/segment-row.ts';
import { type Totals, totals } from '../data/totals.ts';
import type { Version } from '../data/versions.ts';
import type { Client } from './client.ts';

/** All that the overview shows, as of one moment. */
export interface Overview {
  readonly site: string;
  /** `null` until rules are published. */
  readonly rules: Pick<BundleInfo, 'env' | 'seq' | 'issued'> | null;
  /** What was published so far, the newest first. */
  readonly versions: readonly Version[];
  readonly zone: string;
  readonly k: number;
  /** When it was asked, ms since the epoch. */
  readonly asOf: number;
  /** The days of the period, in order; the last one is today in the site's zone. */
  readonly days: readonly string[];
  readonly today: Totals;
  readonly period: Totals;
  readonly segments: readonly SegmentRow[];
}

/**
 * Asks for everything that the overview shows.
 *
 * @param now - Milliseconds since the Unix epoch.
 * @param length - Days in the period.
 * @throws `Problem`
 */
export async function loadOverview(client: Client, now: number, length: number): Promise<Overview> {
  const bundle = await client.bundle();
  const zone = bundle?.zone ?? 'UTC';
  const localDay = dayOf(now, zone);
  const days = listDays(addDays(localDay, 1 - length), localDay);
  const [first, today] = [days[0] ?? localDay, localDay];
  const [{ site, k, rows }, notes, versions] = await Promise.all([
    client.metrics(addDays(first, -STOCK_DAYS), today),
    bundle ? client.notes(bundle.seq) : new Map(),
    bundle ? client.versions() : [],
  ]);
  const segments = bundle?.segments ?? [];
  return {
    site,
    rules: bundle && { env: bundle.env, seq: bundle.seq, issued: bundle.issued },
    versions,
    zone,
    k,
    asOf: now,
    days,
    today: totals(rows, today, today),
    period: totals(rows, first, today),
    segments: segmentRows({ rows, segments, notes, days }),
  };
}
