import type { Bundle } from '@inkling/engine';
import { type Held, type KeyList, webVerify } from '@inkling/engine/trust';
import type { IdleParts } from '../idle/parts.ts';
import { type KnownKeys, openKnownKeys } from './known-keys.ts';
import { fetchText } from './rules-source.ts';

/** What this page measures signed things against. */
export interface Trusted {
  readonly list: KeyList;
  readonly held: Omit<Held, 'seq'>;
}

/** The keys that may sign for a site, as its root key says. */
export interface OpenTrust {
  readonly known: KnownKeys;
  /** Asks for the newest list. @throws `TrustError` when neither it nor the last one can be trusted. */
  take(): Promise<Trusted>;
}

/** Reads what earlier pages knew of a site's keys. One for a page: where nothing may be stored, it alone knows. */
export function openTrust({ config, host, url }: IdleParts): OpenTrust {
  const known = openKnownKeys(host.keys);
  return {
    known,
    async take() {
      // Without a fresh list the one that was seen last stands.
      const text = await fetchText(host, `${url}keys.json`).catch(() => null);
      const trust = {
        root: config.page.key ?? '',
        site: config.site,
        now: host.clock.now(),
        verify: webVerify(host.win.crypto.subtle),
      };
      const list = await known.take(text, trust);
      const env = (config.env ?? 'live') as Bundle['env'];
      return { list, held: { ...trust, listSeq: list.seq, env } };
    },
  };
}
