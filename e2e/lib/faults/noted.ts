import { type Run, tabOf } from './run.ts';
import { segmentsOf, status } from './sdk.ts';

/** Something that a row compares at two moments. */
export interface Noted {
  readonly tab?: string;
  /** Segments of a tab, the version of its rules, or how many reports have left. */
  readonly of: 'segments' | 'rules' | 'reports';
}

/** How it stands now, as text. */
export async function noted(run: Run, { tab, of }: Noted): Promise<string> {
  if (of === 'segments') return `${await segmentsOf(tabOf(run, tab))}`;
  if (of === 'rules') return `${(await status(tabOf(run, tab))).rules}`;
  return `${run.room.edge.log.filter((exchange) => exchange.part === 'reports').length}`;
}
