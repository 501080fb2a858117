import { type KeyList, type Trust, verifyKeyList } from '@inkling/engine/trust';
import type { Keys } from '../lib/keys.ts';

/** What this browser has seen of a site's signatures. */
interface Known {
  /** The newest list of keys, as it came: it is checked again each time it is read. */
  readonly list: string;
  /** Who signed the rules in force, and when. */
  readonly kid?: string;
  readonly issued?: number;
}

/** The newest list of keys, kept so that no older one is taken. */
export interface KnownKeys {
  /**
   * Checks a list that came, and falls back on the one that was seen before.
   *
   * @param text - `null` when none came.
   * @throws `TrustError` when neither can be trusted.
   */
  take(text: string | null, trust: Omit<Trust, 'listSeq'>): Promise<KeyList>;
  /** Whether the key that signed the rules in force may still have signed them; true for none. */
  vouches(list: KeyList): boolean;
  /** Notes who signed the rules that are in force from now on. */
  note(kid: string, issued: number): void;
}

/** Small key for what is known. */
const KEY = 'trust';

/** Reads what earlier pages knew. Where nothing may be stored it lives as long as the page. */
export function openKnownKeys(keys: Keys): KnownKeys {
  let known: Known | undefined;
  try {
    known = JSON.parse(keys.get(KEY) ?? '') as Known;
  } catch {
    // Nothing kept, or damaged: as on a first visit.
  }
  const keep = (next: Known): void => {
    known = next;
    keys.set(KEY, JSON.stringify(next));
  };
  return {
    async take(text, trust) {
      const old = await check(known?.list, { ...trust, listSeq: 0 });
      const list = await check(text, { ...trust, listSeq: old?.seq ?? 0 });
      if (list && text !== known?.list) keep({ ...known, list: text! });
      const best = list ?? old;
      // For the reason.
      return best ?? verifyKeyList(text ?? '', { ...trust, listSeq: 0 });
    },
    vouches({ keys: all }) {
      const { kid, issued = 0 } = known ?? {};
      return !kid || all.some((key) => key.kid === kid && issued >= key.from && issued < key.to);
    },
    note(kid, issued) {
      if (known && known.issued !== issued) keep({ ...known, kid, issued });
    },
  };
}

async function check(text: string | null | undefined, trust: Trust): Promise<KeyList | null> {
  try {
    return text ? await verifyKeyList(text, trust) : null;
  } catch {
    return null;
  }
}
