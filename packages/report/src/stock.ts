import { addRow, type Draft, isHeld } from './draft.ts';
import { leaseFor, openEnds, stillFits } from './lease.ts';

/**
 * Renews what the browser contributes to each segment's stock: where membership changed, and
 * once a day where a lease has run down. Each changed cell is one row, to travel alone.
 */
export function renewLeases(draft: Draft, fresh: boolean): void {
  const { today, step, shares, touched } = draft;
  shares.forEach((share, number) => {
    const { lease } = share;
    if (lease && !fresh && !touched.has(share)) return;
    const next = leaseFor(isHeld(share), step.flips(number), step.t, today);
    if (lease && stillFits(lease, next, today)) return;
    const change: { [endDay: number]: number } = { ...next };
    for (const [end, sign] of openEnds(lease ?? {}, today)) change[end] = (change[end] ?? 0) - sign;
    for (const [end, delta] of openEnds(change, today)) {
      addRow(draft, share, 'stock', `${end - today}`, delta);
    }
    share.lease = next;
  });
}
