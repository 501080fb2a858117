import type { Bundle } from '@inkling/engine';
import { addDays, listDays, STOCK_DAYS } from '@inkling/measure';
import { dayName, dayNumber } from '@inkling/report';
import { allow, type Call, findSite } from '../context.ts';
import { checkQuery } from '../http/check-query.ts';
import { findAlerts } from '../metrics/find-alerts.ts';
import { readRows } from './get-metrics.ts';
import { answer } from './read-body.ts';

/** Where no rules name a zone. */
const UTC = { name: 'UTC', from: [null], offsets: [0] };
/** Days that the newest one is held against. */
const BEFORE = 7;
/** Rules that run out sooner than this should be published again. */
const SOON_MS = 7 * 86_400_000;

/**
 * `GET /v1/sites/:site/alerts`: what changed suddenly on the last whole day, what runs out, and which
 * review is due. Needs `read`. Made from published numbers when it is asked; nobody is called.
 *
 * @returns `{site, day, alerts, expires, review}`: `expires` is when the rules run out (ms since the
 *   epoch) if that is within a week, and `review` the day of a review that is due; else `null`.
 */
export async function getAlerts(call: Call): Promise<Response> {
  checkQuery(call.request);
  await allow(call, 'read');
  const info = await findSite(call);
  const rules = info.rules[info.env];
  const now = call.parts.now();
  const day = dayName(dayNumber(now, info.known?.zone ?? UTC) - 1);
  if (!rules) return answer({ site: info.site, day, alerts: [], expires: null, review: null });
  const bundle = JSON.parse(rules.json) as Bundle;
  const days = listDays(addDays(day, -BEFORE), day);
  const rows = await readRows(call, info, { from: addDays(day, -BEFORE - STOCK_DAYS), to: day });
  const alerts = findAlerts(rows, { segments: bundle.program.segments, days });
  const page = { after: null, limit: 1 };
  const newest = await call.objects.call(call.site, 'rules', 'versions', info.env, page);
  const due = newest.rows[0]?.review ?? null;
  const expires = bundle.expires - now < SOON_MS ? bundle.expires : null;
  const review = due !== null && due <= dayName(Math.floor(now / 86_400_000)) ? due : null;
  return answer({ site: info.site, day, alerts, expires, review });
}
