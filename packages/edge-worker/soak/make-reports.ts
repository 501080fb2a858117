import { type Cells, foldRows, type Report, type ReportRow } from '@inkling/report';

/** What reports are made about. */
export interface World {
  readonly site: string;
  /** Newest last. */
  readonly days: readonly string[];
  readonly segments: readonly { readonly id: string; readonly def: string }[];
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * Makes the n-th report of a run and enters it into the ledger.
 *
 * Each one puts a mark into one of a hundred cells of its day, so that one report lost and another
 * counted twice do not cancel out unseen.
 */
export function makeReport(world: World, ledger: Cells, random: () => number): Report {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
  const day = pick(world.days);
  const total = { day, subject: '*', def: '' };
  const rows: ReportRow[] = [
    { ...total, metric: 'value', bucket: `mark:${Math.floor(random() * 100)}`, delta: 1 },
    { ...total, metric: 'page_views', delta: 1 + Math.floor(random() * 9) },
  ];
  const seen = new Set(Array.from({ length: 4 }, () => pick(world.segments)));
  for (const { id, def } of seen) {
    rows.push({
      day,
      subject: id,
      def,
      metric: pick(['in', 'entered', 'left'] as const),
      delta: 1,
    });
  }
  if (random() < 0.2) {
    const { id, def } = pick(world.segments);
    const sign = random() < 0.5 ? 1 : -1;
    rows.splice(0, rows.length, {
      ...{ day, subject: id, def, metric: 'stock', delta: sign },
      bucket: String(1 + Math.floor(random() * 90)),
    });
  }
  foldRows(ledger, rows);
  const letters = Array.from({ length: 22 }, () => pick([...LETTERS])).join('');
  return { v: 1, site: world.site, id: `${day}.${letters}`, rows };
}
