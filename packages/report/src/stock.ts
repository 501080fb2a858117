import { addRow, type Draft } from './draft.ts';
import { leaseFor, openEnds, stillFits } from './lease.ts';

/**
 * Renews what the browser contributes to each segment's stock: where membership changed, and
 * once a day where a lease has run down. Each changed cell is one row, to travel alone.
 */
export function renewLeases(draft: Draft, fresh: boolean): void {
  const { today, step, leases } = draft;
  for (const [segment, key] of draft.keys) {
    const old = leases[key];
    if (old && !fresh && !draft.touched.has(key)) continue;
    const next = leaseFor(key in draft.held, step.flips(segment), step.t, today);
    if (old && stillFits(old, next, today)) continue;
    for (const end of new Set([...openEnds(old ?? {}, today), ...openEnds(next, today)])) {
      const delta = (next[end] ?? 0) - (old?.[end] ?? 0);
      addRow(draft, key, 'stock', { delta, bucket: `${end - today}` });
    }
    leases[key] = next;
  }
}
