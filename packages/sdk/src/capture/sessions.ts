import type { SessionState } from '@inkling/engine';
import type { Keys } from '../lib/keys.ts';

/** Which session an event belongs to, and whether it is the first of it. */
export interface Stamp {
  readonly session: number;
  readonly opens: boolean;
}

/** The engine's sessioniser under the site's rules: the session after an activity at `t`. */
export type NextSession = (
  state: SessionState | null,
  t: number,
  campaign: boolean,
) => { readonly state: SessionState; readonly isNew: boolean };

/** Stamps events with the running session. */
export interface Sessions {
  /** @param campaign - Name of the campaign that the activity came from, `''` for none. */
  stamp(t: number, campaign: string): Stamp;
  /** Lets the other tabs know of the running session; for when that has just been allowed. */
  tell(): void;
  /** True when the key that the tabs share was there and is gone: somebody wiped the storage. */
  lost(): boolean;
  /** Forgets the running session: the next event opens a new one. */
  reset(): void;
}

const KEY = 'session';

/**
 * All tabs share one session: it stands in a small key that each reads and writes at once.
 * Without consent to storage it lives in this page only. Of two starts that race, the tab that
 * looks later joins the earlier one.
 */
export function createSessions(keys: Keys, next: NextSession): Sessions {
  let own = ''; // `start last campaign`, as in the key.
  let written = false;
  const write = (): void => {
    keys.set(KEY, own);
    written = keys.get(KEY) !== null;
  };
  return {
    stamp(t, campaign) {
      const [start, last, before = ''] = (keys.get(KEY) ?? own).split(' ');
      const state = Number(last) > 0 ? { start: Number(start), last: Number(last) } : null;
      const name = encodeURIComponent(campaign);
      const { state: now, isNew } = next(state, t, name !== '' && name !== before);
      own = `${now.start} ${now.last} ${name || (isNew ? '' : before)}`;
      write();
      return { session: now.start, opens: isNew };
    },
    tell() {
      // A key that is there is of a tab that was first; one that went missing is another's business.
      if (own && !written && !keys.get(KEY)) write();
    },
    lost: () => written && keys.get(KEY) === null,
    reset() {
      own = '';
      written = false;
      keys.set(KEY, null);
    },
  };
}
