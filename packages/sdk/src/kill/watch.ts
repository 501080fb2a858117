import type { IdleParts } from '../idle/parts.ts';

/** An open page asks so often, ms: with what caches on the way may hold, a word is obeyed within 2 minutes. */
export const POLL_MS = 50_000;
/** Who has done nothing for so long is taken to be away, ms. */
export const AWAY_MS = 300_000;
const ACTS = 'mousemove pointerdown keydown scroll wheel touchmove';

/**
 * Calls `ask` at once and every {@link POLL_MS}, as long as the page is visible, somebody is there, and
 * the visitor has not refused everything; again as soon as that is so again.
 */
export function watch({ consent, host }: IdleParts, ask: () => Promise<void>): void {
  const { clock, doc, guard, listen, win } = host;
  const asks = guard(ask);
  let actedAt = clock.mono();
  let next = 0;
  let cancel = (): void => {};

  const look = (): void => {
    cancel();
    const now = clock.mono();
    const choices = consent.choices();
    const refused = choices.storage === false && !Object.values(choices).includes(true);
    if (doc.visibilityState !== 'visible' || now - actedAt > AWAY_MS || refused) return;
    if (now >= next) {
      next = now + POLL_MS;
      asks();
    }
    cancel = clock.after(next - now, look);
  };
  const act = (): void => {
    const wasAway = clock.mono() - actedAt > AWAY_MS;
    actedAt = clock.mono();
    if (wasAway) look();
  };
  listen(win, ACTS, act);
  listen(win, 'pageshow', look);
  listen(doc, 'visibilitychange', () => {
    actedAt = clock.mono();
    look();
  });
  look();
}
