import type { Bundle } from '@inkling/engine';
import {
  type Envelope,
  type KillWord,
  verifyBundle,
  verifyKeyList,
  verifyKillWord,
  webVerify,
} from '@inkling/engine/trust';

/** Where rules come from. */
export interface RulesSource {
  /** The site's address at the edge, with a slash at the end. */
  readonly url: string;
  readonly site: string;
  /** Takes rules of this environment only. */
  readonly env: Bundle['env'];
  /** Public half of the site's root key; without one the connection is trusted. */
  readonly root?: string | undefined;
  readonly fetch: (url: string) => Promise<Response>;
  /** Ms since the epoch. */
  readonly now: () => number;
}

/**
 * The rules in force; `null` where there are none, or the site has been told to show nothing.
 *
 * @param later - Takes work that the answer does not wait for: only who finds nothing waits. Each
 *   request asks for itself, since one that is given up would take its questions with it.
 */
export type HeldRules = (later: (work: Promise<unknown>) => void) => Promise<Bundle | null>;

/** The first page that is asked for after so long, ms, has rules and the word to stop asked for again. */
const HOLD_MS = 30_000;
/** No page waits longer for its rules, ms: it is then served as it is. */
const LONGEST_WAIT_MS = 1_000;

/** Holds the rules of a site. What could be had last stays until it expires. */
export function holdRules(source: RulesSource): HeldRules {
  const { now } = source;
  let held: Bundle | null = null;
  let kill: KillWord | null = null;
  let askedAt = -Infinity;

  const ask = async (): Promise<void> => {
    askedAt = now();
    const read = reader(source);
    const [rules, word] = await Promise.allSettled([read.rules(), read.kill()]);
    if (rules.status === 'fulfilled' && rules.value.seq >= (held?.seq ?? 0)) held = rules.value;
    if (word.status === 'fulfilled' && (word.value?.seq ?? 0) >= (kill?.seq ?? 0))
      kill = word.value;
  };
  return async (later) => {
    if (!held) await ask();
    else if (now() - askedAt >= HOLD_MS) later(ask());
    const parts = kill?.parts ?? ['personalization'];
    const isStopped = kill?.kill && parts.includes('personalization');
    return held && held.expires > now() && !isStopped ? held : null;
  };
}

/** Reads rules and the word to stop, signed where there is a root key. */
function reader({ fetch, url, site, env, root, now }: RulesSource) {
  const text = async (name: string): Promise<string> => {
    const waited = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('late')), LONGEST_WAIT_MS);
    });
    const answer = await Promise.race([fetch(url + name), waited]);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.text();
  };
  const place = `env/${env}/`;
  if (root) {
    const trust = { root, site, now: now(), listSeq: 0, verify: webVerify(crypto.subtle) };
    const list = text('keys.json').then((keys) => verifyKeyList(keys, trust));
    list.catch(() => {}); // Told by whoever needs it.
    const held = { ...trust, env, seq: 0 };
    return {
      rules: async () => verifyBundle(await text(`${place}bundle.json`), await list, held),
      async kill(): Promise<KillWord | null> {
        const word = await text(`${place}kill.json`);
        return word.includes('"sig"') ? verifyKillWord(word, await list, held) : null;
      },
    };
  }
  return {
    async rules(): Promise<Bundle> {
      const bundle = JSON.parse(await text(`${place}rules.json`)) as Bundle;
      if (bundle.format !== 1 || bundle.site !== site) throw new Error('rules: site');
      return bundle;
    },
    async kill(): Promise<KillWord | null> {
      const word = await text(`${place}kill.json`);
      return word.includes('"sig"')
        ? (JSON.parse((JSON.parse(word) as Envelope).payload) as KillWord)
        : null;
    },
  };
}
