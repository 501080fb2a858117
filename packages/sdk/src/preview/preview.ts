import { ASSIGNED_EVENT, METER_EVENT, SHOWN_EVENT } from '@inkling/engine/assign';
import type { IdleParts } from '../idle/parts.ts';
import { PREFIX } from '../lib/keys.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Ledger } from '../reports/ledger.ts';
import { fetchSide } from '../rules-source/fetch-side.ts';

/** What a draft shows is no part of the history. */
const SHOWN: readonly string[] = [ASSIGNED_EVENT, METER_EVENT, SHOWN_EVENT];

/** A log in which the rules stay as they are, whatever this tab puts in their place. */
function keepRules(log: EventLog, rules: string): EventLog {
  return {
    ...log,
    async update<T>(name: string, change: (old: T | undefined) => T | undefined) {
      if (name !== rules) return log.update(name, change);
      let next: T | undefined;
      await log.update<T>(name, (old) => {
        next = change(old);
        return old;
      });
      return next;
    },
  };
}

/**
 * Evaluates a draft in this tab, in place of whatever is in force, on the browser's own history.
 *
 * Pages that are visited are recorded as ever. What the draft shows is not, and neither rules nor
 * first frames of other tabs learn of it; reports are off. It ends with the tab, or with the
 * link's time.
 *
 * @param id - From the link.
 * @throws Error, or `TrustError`, for a link that is no good; the tab is then as any other.
 */
export async function start(parts: IdleParts, id: string): Promise<void> {
  const { config, consent, feed, host, said, store, writer } = parts;
  const { guard, keys, win } = host;
  const remember = guard((value: string) => win.sessionStorage.setItem(`${PREFIX}preview`, value));
  const side = await fetchSide(parts, `previews/${id}.json`, { kind: 'preview' }).catch((error) => {
    win.sessionStorage.removeItem(`${PREFIX}preview`);
    throw error;
  });
  if (consent.allows('storage')) remember(id);
  said.preview = side.seq;

  // Nor are they counted by whoever reads them in the log.
  await store.log()?.update<Ledger>('ledger', (old) => {
    return old && { ...old, booked: [...(old.booked ?? []), [parts.tab, 1 / 0]] };
  });
  const { log } = store;
  store.log = () => {
    const current = log();
    return current && keepRules(current, config.page.key ?? 'rules');
  };
  const { set } = keys;
  keys.set = (key, value) => key === 'boot' || set(key, value);
  const { push } = writer;
  writer.push = (event) => SHOWN.includes(event.type) || push(event);
  feed.steer = async ({ next: _, shadow: __, ...bundle }) => ({
    ...bundle,
    reports: { mode: 'off' },
    program: side.program,
  });
  await feed.offer(feed.bundle() ?? { ...side, format: 1, seq: 0 }, true);
}
