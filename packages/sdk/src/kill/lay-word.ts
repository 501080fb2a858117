import type { KillWord } from '@inkling/engine/trust';
import { purposesOf } from './purposes-of.ts';

/**
 * The word in force, as it is kept: sequence of the word that said so, root key that it was checked
 * by (none for a tag that names none), purposes that are barred.
 */
export interface Obeyed {
  readonly seq: number;
  readonly root: string;
  readonly bars: string;
}

/** @param text - As {@link writeObeyed} made it; anything else is taken for nothing. */
export function readObeyed(text: string | null): Obeyed | null {
  const [seq, root, bars] = text?.split('|') ?? [];
  return bars === undefined ? null : { seq: Number(seq), root: root!, bars };
}

export function writeObeyed({ seq, root, bars }: Obeyed): string {
  return `${seq}|${root}|${bars}`;
}

/**
 * What holds after a word. One that was checked by a root key is lifted by none that was not: from
 * there it can only become more. Otherwise the newer one counts.
 *
 * @param root - Root key that the word was checked by; `''` for none.
 */
export function layWord(old: Obeyed | null, word: KillWord, root: string): Obeyed {
  const bars = purposesOf(word);
  if (old?.root === root && old.seq > word.seq) return old;
  if (!old || root || !old.root) return { seq: word.seq, root, bars };
  return old.bars.includes(bars) ? old : { ...old, bars: `${old.bars} ${bars}` };
}
