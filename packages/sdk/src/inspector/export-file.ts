import type { InkEvent } from '@inkling/engine';

/** Who the visitor is in an exported file. */
export const VISITOR = 'me';

/** A history as NDJSON, which `inkling explain` and `inkling backtest` read by `--events`. */
export function exportFile(events: readonly InkEvent[]): string {
  return events
    .map(({ id, t, type, session, params }) =>
      JSON.stringify({ visitor: VISITOR, id, t, type, session, params }),
    )
    .map((line) => `${line}\n`)
    .join('');
}
