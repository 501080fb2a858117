import type { Envelope, KillWord } from '@inkling/engine/trust';
import type { IdleParts } from '../idle/parts.ts';
import type { Config } from '../lib/config.ts';
import { PREFIX } from '../lib/keys.ts';
import { fetchText } from '../rules-source/rules-source.ts';
import { layWord, readObeyed, writeObeyed } from './lay-word.ts';
import { watch } from './watch.ts';

/** Small key for the word in force; the consent room reads it when a page opens. */
const KEY = 'kill';

/** A word whose signature nobody asks for, because the tag names no root key. @throws Error for another site's. */
function readPlain(text: string, { site, env }: Config): KillWord {
  const word = JSON.parse((JSON.parse(text) as Envelope).payload) as KillWord;
  if (word.kind !== 'kill' || word.site !== site || (env && word.env !== env)) {
    throw new Error('kill: site');
  }
  return word;
}

/**
 * Asks the edge whether the site has been told to stop, and obeys at once: what is barred is
 * reverted, stays so on later pages, and comes back when the word is taken back. Nothing is erased.
 *
 * With a root key in the tag only signed words count.
 *
 * @param hint - Tells the other tabs.
 */
export function start(parts: IdleParts, hint: (message: string) => void): void {
  const { config, consent, host, loaders, said, url } = parts;
  const { guard, win } = host;
  const root = config.page.key ?? '';
  // Where nothing may be stored, it holds for this page.
  let own: string | null = null;
  let seen = '';

  const readSigned = async (text: string, seq: number): Promise<KillWord> =>
    (await loaders.part<typeof import('../rules-source/trust.ts')>('trust')).readWord(
      parts,
      text,
      seq,
    );
  /** Barring storage does not bar this: it is the site's word, and tells nothing of the visitor. */
  const keep = guard((kept: string) => win.localStorage.setItem(PREFIX + KEY, kept));
  const obey = (kept: string): void => {
    own = kept;
    consent.bar(kept);
    if (consent.choices().storage) keep(kept);
    parts.obey();
    hint('consent');
  };
  watch(parts, async () => {
    const kept = host.keys.get(KEY) ?? own;
    const old = readObeyed(kept);
    const address = `${url}${config.env ? `env/${config.env}/` : ''}kill.json`;
    // A page that cannot ask goes on as it was told last.
    const text = await fetchText(host, address).catch(() => seen);
    // Without a signature nobody has ever said anything.
    if (text !== seen && text.includes('"sig"')) {
      const least = old?.root === root ? old.seq : 0;
      const word = root ? await readSigned(text, least) : readPlain(text, config);
      const next = writeObeyed(layWord(old, word, root));
      if (next !== kept) obey(next);
      seen = text;
    }
    said.killed = readObeyed(host.keys.get(KEY) ?? own)?.bars;
  });
}
