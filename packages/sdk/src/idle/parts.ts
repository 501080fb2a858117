import type { Params } from '@inkling/engine';
import type { PageView, Recorder } from '../capture/page-view.ts';
import type { Sessions } from '../capture/sessions.ts';
import type { whenShown } from '../capture/when-shown.ts';
import type { Loaders } from '../client.ts';
import type { Consent } from '../consent/consent.ts';
import type { Config } from '../lib/config.ts';
import type { Host } from '../lib/host.ts';
import type { Store } from '../log/store.ts';
import type { Writer } from '../log/writer.ts';
import type { Feed } from '../memberships/feed.ts';
import type { Memberships, Step } from '../memberships/memberships.ts';
import type { OpenTrust } from '../rules-source/open-trust.ts';

/** What the main script hands to the chunks that are loaded after the first decision. */
export interface IdleParts {
  readonly host: Host;
  readonly config: Config;
  readonly consent: Consent;
  readonly loaders: Loaders;
  readonly whenShown: typeof whenShown;
  readonly clean: (params: unknown) => Params;
  readonly record: Recorder;
  readonly page: PageView;
  readonly sessions: Sessions;
  readonly store: Store;
  readonly writer: Writer;
  readonly feed: Feed;
  readonly memberships: Memberships;
  /** Steps that have happened and are not in the reports yet, oldest first. */
  readonly steps: Step[];
  /** The visitor's random text; made by the chunk that needs it first. */
  seed?: () => string;
  /** What `status()` tells besides, of chunks that are loaded later. */
  readonly said: { killed?: string | undefined; preview?: number };
  /** Brings everything into line with what the visitor allows now. */
  obey(): void;
  /** Asks for newer rules, unless that has just been done. */
  refresh(): void;
  /** {@link IdleParts.refresh} of a site with a root key; made by the chunk `trust` when it is first called. */
  signed?: () => void;
  /** The keys of a site with a root key; made by the same chunk. */
  trust?: OpenTrust;
  /** The site's address at the edge, with a slash at the end. */
  readonly url: string;
  /** This tab's name in the ids of its events. */
  readonly tab: string;
  /** Resolves at the first decision, or at once where none may be made. */
  readonly ready: Promise<unknown>;
}
