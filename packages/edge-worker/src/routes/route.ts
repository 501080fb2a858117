import type * as v from 'valibot';
import type { Call } from '../context.ts';

/** A route below a site. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** After `/v1/sites/:site`. */
  readonly path: string;
  /**
   * Who may ask: `open` to pages of any origin, without credentials; `bootstrap` to who
   * may create sites; else the scope needed.
   */
  readonly needs: 'open' | 'bootstrap' | 'read' | 'write' | 'publish' | 'admin';
  /** What it does, in a sentence. */
  readonly about: string;
  /** What its query may hold. */
  readonly query?: readonly string[];
  /** What checks its body, where that is small JSON. */
  readonly body?: v.GenericSchema;
  /** Set where asking twice is harmless, or the answer is not to be kept, so that an `Idempotency-Key` changes nothing. */
  readonly repeats?: true;
  readonly handler: (call: Call) => Promise<Response>;
}
