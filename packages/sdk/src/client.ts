import type { SessionRules } from '@inkling/engine';
import { createCalendar, sessionise } from '@inkling/engine/quick';
import { type Change, startActivation } from './activation/activation.ts';
import type { Inkling } from './api.ts';
import { cleanParams } from './capture/clean-params.ts';
import { createPageView } from './capture/page-view.ts';
import { createRecorder } from './capture/recorder.ts';
import { createSessions } from './capture/sessions.ts';
import { whenShown } from './capture/when-shown.ts';
import type { Consent } from './consent/consent.ts';
import type { Idle } from './idle/idle.ts';
import type { IdleParts } from './idle/parts.ts';
import type { Config } from './lib/config.ts';
import type { Host } from './lib/host.ts';
import { createStore } from './log/store.ts';
import { createWriter } from './log/writer.ts';
import { createFeed } from './memberships/feed.ts';
import { createMemberships, type Step } from './memberships/memberships.ts';
import { createRulesSource } from './rules-source/rules-source.ts';
import type { Call } from './stub/stub.ts';
import { VERSION } from './version.ts';

/** How the chunks that are loaded later are brought. */
export interface Loaders {
  /** A chunk by its name; most export `start`. */
  readonly part: <T = { start(parts: IdleParts): unknown }>(name: string) => Promise<T>;
}

/** What a client is made of. */
export interface ClientParts {
  readonly host: Host;
  readonly config: Config;
  readonly consent: Consent;
  readonly loaders: Loaders;
}

/** The parts of the SDK, joined; nothing has happened yet when it is returned. */
export interface Client {
  readonly api: Inkling;
  /** Makes a call that waited for the script, as of the time it was made. */
  replay(call: Call): void;
  /** Begins to record and to decide. */
  start(): void;
}

/** Sessions until the site's rules are there. */
const DEFAULT_SESSION: SessionRules = {
  timeoutMs: 1_800_000,
  maxMs: 86_400_000,
};
const TAB_CHARS = 11;
/** Methods that wait for what is loaded later. */
const METHODS = 'explain export forget reset off meter offer debug';
/** The idle chunk comes this long after the first decision, ms, or after the load without one. */
const IDLE_AFTER_MS = 100;
const IDLE_AT_LATEST_MS = 2_000;

/** Wires the stages; what each does stands in its own folder. */
export function createClient({ host, config, consent, loaders }: ClientParts): Client {
  const { clock, doc, guard, keys } = host;
  const tab = host.newId().slice(0, TAB_CHARS);
  const steps: Step[] = [];
  let idle: Idle | undefined;
  let loading: Promise<Idle> | undefined;
  let pauseMs = IDLE_AT_LATEST_MS; // Before the idle chunk is asked for again, without a network.
  let chosen = false; // Before there was anything to tell it to the other tabs.
  let resolveReady: (segments: readonly string[]) => void;
  const ready = new Promise<readonly string[]>((resolve) => {
    resolveReady = resolve;
  });
  const mayStore = (): boolean => consent.allows('storage');
  const mayShow = (): boolean => consent.allows('personalization');
  /** Before the visitor decides, the engine runs in memory and nothing is shown. */
  const deciding = (): boolean => consent.undecided() || mayShow() || consent.allows('measurement');

  const activation = startActivation(host);
  const show = (): void => {
    if (!mayShow()) activation.show([]);
    // Until then, what the boot script found stands.
    else if (memberships.engine()) activation.show(memberships.activated());
  };
  const memberships = createMemberships(host, (step) => {
    if (!feed.busy()) show();
    steps.push(step);
    idle?.tell('step');
  });
  const store = createStore(host, (log) => {
    writer.attach(log);
    guard(feed.load)();
    idle?.tell('log');
  });
  const writer = createWriter(clock, () => idle?.tell('stored'), store.leave);
  const feed = createFeed({
    host,
    config,
    store,
    memberships,
    tab,
    loaders,
    prepare: async () => (await loaders.part('experiments')).start(parts),
    async steer(bundle) {
      if (!bundle.next) return bundle;
      return (await loaders.part<typeof import('./rollout/rollout.ts')>('rollout')).start(
        parts,
        bundle,
      );
    },
    onBuilt() {
      show();
      resolveReady(memberships.activated());
    },
  });
  const url = `${config.edge}/v1/sites/${config.site}/`;
  // With a root key in the tag, only what it vouches for is taken.
  const refresh = config.page.key
    ? guard(async () => (await loaders.part('trust')).start(parts))
    : createRulesSource(host, `${url}rules.json`, feed.offer);
  const sessions = createSessions(keys, (state, t, campaign) => {
    const program = feed.bundle()?.program;
    const calendar = program && createCalendar(program.zone);
    return sessionise(state, t, program?.session ?? DEFAULT_SESSION, calendar, campaign);
  });
  const record = createRecorder(clock, tab, sessions, (event) => {
    const waiting = consent.undecided() || mayStore();
    if (waiting) writer.push(event);
    if (waiting || deciding()) feed.add(event);
  });
  const page = createPageView(host, config, record);

  const obey = (): void => {
    show();
    if (deciding()) refresh();
    else resolveReady([]);
    if (mayStore()) {
      store.open();
      sessions.tell();
    } else if (consent.choices().storage === false) {
      writer.clear();
      writer.attach(null);
      // Also what is only being opened.
      if (store.status().reason !== 'consent' || keys.get('session')) guard(ask)('erase');
    } else if (!consent.undecided()) store.leave('kill');
    idle?.tell('consent');
  };
  const parts: IdleParts = {
    host,
    config,
    consent,
    loaders,
    whenShown,
    clean: cleanParams,
    record,
    page,
    sessions,
    store,
    writer,
    feed,
    memberships,
    steps,
    said: {},
    obey,
    refresh,
    url,
    tab,
    ready,
  };
  const lazy = (): Promise<Idle> => {
    loading ??= loaders.part<typeof import('./idle/idle.ts')>('idle').then(
      (chunk) => {
        idle = chunk.startIdle(parts);
        if (chosen) idle.tell('choice');
        return idle;
      },
      (why) => {
        loading = undefined;
        pauseMs *= 2;
        clock.after(pauseMs, guard(lazy));
        throw why;
      },
    );
    return loading;
  };
  const ask = async (name: string, ...args: readonly unknown[]): Promise<unknown> =>
    (await lazy()).answer(name, args);

  let behind = false;
  const track = guard((type: unknown, params?: unknown, at?: number) => {
    const clean = cleanParams(params);
    const take = (): unknown => {
      const t = at ?? clock.now();
      // What follows an event that waits must wait behind it.
      behind ||= 'items' in clean;
      return behind ? ask('shop', `${type}`, clean, t) : record(`${type}`, clean, t);
    };
    whenShown(host, take, false);
  });
  const api = {
    track: (type: unknown, params?: unknown) => void track(type, params),
    page: guard(page.page),
    consent: guard((choices: unknown) => {
      consent.set(choices);
      obey();
      chosen = !idle;
      idle?.tell('choice');
    }),
    on(name: string, callback: (change: Change) => void) {
      const type = `inkling:${name}`;
      const listener = (event: Event): void => callback((event as CustomEvent<Change>).detail);
      doc.addEventListener(type, listener);
      return () => doc.removeEventListener(type, listener);
    },
    ready: () => ready,
    has: activation.has,
    segments: memberships.current,
    status: () => ({
      ...parts.said,
      ...store.status(),
      version: VERSION,
      rules: feed.bundle()?.seq ?? null,
      lost: feed.lost(),
      pending: writer.waiting.size,
      consent: consent.choices(),
      lastError: host.lastError(),
    }),
  } as Inkling;
  for (const name of METHODS.split(' ')) {
    (api as unknown as Record<string, unknown>)[name] = (...args: readonly unknown[]) =>
      ask(name, ...args);
  }

  return {
    api,
    replay: guard(([method, args, t, resolve]) => {
      const call = api[method as keyof Inkling] as ((...args: unknown[]) => unknown) | undefined;
      const answer = method === 'track' ? track(args[0], args[1], t) : call?.(...args);
      resolve?.(answer);
    }),
    start() {
      guard(obey)();
      if (config.pages !== 'manual') whenShown(host, page.view);
      const load = guard(lazy);
      ready.then(() => clock.after(IDLE_AFTER_MS, load));
      clock.after(IDLE_AT_LATEST_MS, load);
    },
  };
}
