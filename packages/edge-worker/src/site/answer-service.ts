import type { SiteCore } from './core.ts';

/** What is known of a request that bears a key. */
export type Begun =
  /** It is the first, and may go ahead. */
  | { readonly state: 'new' }
  /** The first is on its way, or ended without a word. */
  | { readonly state: 'running' }
  /** The first asked for something else. */
  | { readonly state: 'other' }
  | { readonly state: 'done'; readonly answer: string };

/** How long an answer is kept, ms. */
const KEEP_MS = 86_400_000;

/** Answers to requests that may come again. What they say is sealed; see `answerOnce`. */
export class AnswerService {
  readonly #core: SiteCore;

  constructor(core: SiteCore) {
    this.#core = core;
  }

  /**
   * Begins a request, unless it is known.
   *
   * @param key - Name of who asks and of the key, hashed.
   * @param digest - Of all that is asked, and of the attempt after a dot, since the call may be repeated.
   */
  begin(key: string, digest: string, attempt: string): Begun {
    const { sql } = this.#core;
    const now = Date.now();
    sql.exec('DELETE FROM answers WHERE t < ?', now - KEEP_MS);
    const [held] = sql
      .exec<{ digest: string; answer: string | null }>(
        'SELECT digest, answer FROM answers WHERE key = ?',
        key,
      )
      .toArray();
    if (!held) {
      const insert = 'INSERT INTO answers (key, digest, t) VALUES (?, ?, ?)';
      sql.exec(insert, key, `${digest}.${attempt}`, now);
      return { state: 'new' };
    }
    if (held.digest === `${digest}.${attempt}`) return { state: 'new' };
    if (held.digest.split('.')[0] !== digest) return { state: 'other' };
    return held.answer === null ? { state: 'running' } : { state: 'done', answer: held.answer };
  }

  /** Keeps the answer; `null` forgets the request, which then may be made again. */
  end(key: string, answer: string | null): void {
    const { sql } = this.#core;
    if (answer === null) sql.exec('DELETE FROM answers WHERE key = ?', key);
    else sql.exec('UPDATE answers SET answer = ? WHERE key = ?', answer, key);
  }
}
