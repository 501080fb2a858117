import type { InkEvent, Membership } from '@inkling/engine';
import type { MeterReason } from '@inkling/engine/decide';
import type { Change } from './activation/activation.ts';
import type { Choices } from './consent/consent.ts';
import type { StoreStatus } from './log/store.ts';
import type { Explanation } from './memberships/explain.ts';

/** What `status()` tells. */
export interface Status extends StoreStatus {
  /** Version of this script. */
  readonly version: string;
  /** Number of the publication of rules in force; `null` while there are none. */
  readonly rules: number | null;
  /**
   * Whether a history was kept here and is gone: the browser deleted the database, or its files
   * were damaged. What reaches back to before is unknown then. A new visitor has lost nothing.
   */
  readonly lost: boolean;
  /** Events recorded and not yet known to be stored. */
  readonly pending: number;
  /**
   * Purposes that are barred because the site has been told to stop, separated by spaces; `''` for
   * none, absent before anybody has asked.
   */
  readonly killed?: string;
  /** Revision of the draft that this tab shows by a preview link; absent for the rules in force. */
  readonly preview?: number;
  /** Empty while nobody has decided. */
  readonly consent: Choices;
  /** What went wrong last, as the browser named it; `null` for nothing. */
  readonly lastError: string | null;
}

/** Everything that is kept of the visitor on this device. */
export interface Export {
  readonly consent: Choices;
  readonly events: readonly InkEvent[];
  readonly segments: readonly Membership[];
}

/** What `meter()` tells. */
export interface MeterAnswer {
  /** Articles counted in this window, the one that is open included where it counts. */
  readonly count: number;
  /** How many may be, the bonus of registered readers included. */
  readonly limit: number;
  /** How many more may be; at least 0. */
  readonly remaining: number;
  /** Whether the article may be read; false for the reason `limit` alone. */
  readonly allowed: boolean;
  readonly reason: MeterReason;
}

declare global {
  /**
   * Params of the site's own events by their names, for a site to add to:
   * `declare global { interface InklingEvents { quiz_done: { score: number } } }`.
   */
  interface InklingEvents {}
}

/** `window.inkling`. Nothing here ever throws. */
export interface Inkling {
  /** Records an event under a GA4 name or one of the site's own, typed by `InklingEvents`. */
  track<K extends string>(
    type: K,
    ...params: K extends keyof InklingEvents ? [params: InklingEvents[K]] : [params?: object]
  ): void;
  /**
   * Says what this page is about (`section`, `tags`, `author`, `free`, `product`, …). Called
   * before the view of an address is recorded it completes that view; after that it is a new one.
   */
  page(params?: object): void;
  /** Passes on the visitor's choice; purposes that are left out stay as they are. */
  consent(choices: Choices): void;
  /** @returns Stops calling back. */
  on(name: 'enter' | 'exit' | 'change', callback: (change: Change) => void): () => void;
  /** Resolves with the segments once the visitor's history and the rules are known. */
  ready(): Promise<readonly string[]>;
  /** Whether a segment is activated: the visitor is in it, and the page may act on it. */
  has(segment: string): boolean;
  /** Every segment the visitor is in, activated or not. */
  segments(): readonly string[];
  /** `null` for a segment that the rules do not know, or before there are rules. */
  explain(segment: string): Promise<Explanation | null>;
  /**
   * Counts the article that is open under a meter, once in its window, and tells whether it may be
   * read. Waits for the page's first decision and its page view: never counts while a page is only
   * prerendered.
   *
   * @returns `null` for a meter that the rules do not know, and where no rules are there.
   */
  meter(name: string): Promise<MeterAnswer | null>;
  /**
   * The offer of the first step of a ladder that fits the activated segments, so that who is held
   * out is offered what everybody is.
   *
   * @returns `null` for no offer, for a ladder that the rules do not know, and without rules.
   */
  offer(name: string): Promise<string | null>;
  /**
   * Keeps these segments, and what is shown to them, from this visitor's pages, in every tab and
   * from the first frame on, until it is given a list without them. Kept as `inkling:off` where
   * the visitor allows storage; without that there is nothing that lasts to be switched off.
   *
   * @param segments - Changes nothing when left out.
   * @returns The list that holds then.
   */
  off(segments?: readonly string[]): Promise<readonly string[]>;
  /** Opens the inspector, which is fetched then. */
  debug(): Promise<void>;
  status(): Status;
  /** Everything that is kept of the visitor, for the visitor. */
  export(): Promise<Export>;
  /** Deletes everything on this device and stops recording, in every tab, until the next visit. */
  forget(): Promise<void>;
  /** Deletes the history, for the next user of a shared computer, and goes on recording. */
  reset(): Promise<void>;
}
