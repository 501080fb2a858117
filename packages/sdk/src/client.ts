import { createCalendar, type Extra, sessionise } from '@inkling/engine';
import { type Change, startActivation } from './activation/activation.ts';
import type { Inkling } from './api.ts';
import { cleanParams } from './capture/clean-params.ts';
import { DEFAULT_SESSION, UTC } from './capture/default-session.ts';
import { createOnce } from './capture/once.ts';
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
import { createEngineMaker } from './memberships/engine-maker.ts';
import { createFeed } from './memberships/feed.ts';
import { createMemberships, type Step } from './memberships/memberships.ts';
import { SNAPSHOT_KEY } from './memberships/snapshot.ts';
import type { Reports } from './reports/reports.ts';
import { checkBundle } from './rules-source/check-bundle.ts';
import { createRulesSource } from './rules-source/rules-source.ts';
import type { Call } from './stub/stub.ts';
import { VERSION } from './version.ts';

/** What a client is made of. */
export interface ClientParts {
  readonly host: Host;
  readonly config: Config;
  readonly consent: Consent;
  /** Bring the chunks that are loaded later. */
  readonly loadIdle: () => Promise<{ startIdle(parts: IdleParts): Idle }>;
  readonly loadReports: () => Promise<{ startReports(parts: IdleParts): Reports }>;
  /** Brings the engine's second chunk, for programs that need it. */
  readonly loadExtra: () => Promise<{ readonly extra: Extra }>;
}

/** The parts of the SDK, joined; nothing has happened yet when it is returned. */
export interface Client {
  readonly api: Inkling;
  /** Makes a call that waited for the script, as of the time it was made. */
  replay(call: Call): void;
  /** Begins to record and to decide. */
  start(): void;
}

const TAB_CHARS = 11;
/** The idle chunk comes this long after the first decision, ms, or after the load without one. */
const IDLE_AFTER_MS = 100;
const IDLE_AT_LATEST_MS = 2_000;

/** Wires the stages; what each does stands in its own folder. */
export function createClient({ host, config, consent, ...loaders }: ClientParts): Client {
  const { clock, doc, guard, keys } = host;
  const tab = host.newId().slice(0, TAB_CHARS);
  const steps: Step[] = [];
  let idle: Idle | undefined;
  let loading: Promise<Idle> | undefined;
  let resolveReady = (_: readonly string[]): void => {};
  const ready = new Promise<readonly string[]>((resolve) => {
    resolveReady = resolve;
  });
  const mayStore = (): boolean => consent.allows('storage');
  const mayShow = (): boolean => consent.allows('personalization');
  /** Before the visitor decides, the engine runs in memory and nothing is shown. */
  const deciding = (): boolean => consent.undecided || mayShow() || consent.allows('measurement');

  const activation = startActivation(host);
  const show = (): void => {
    if (!mayShow()) activation.show([]);
    // Until then, what the boot script found stands.
    else if (memberships.engine()) activation.show(memberships.current());
  };
  const saveSnapshot = (): void => {
    if (!memberships.engine()) return;
    keys.set(SNAPSHOT_KEY, mayShow() ? JSON.stringify(memberships.snapshot()) : null);
  };
  const memberships = createMemberships(host, (step) => {
    if (!feed.busy) show();
    if (step.transitions.length) saveSnapshot();
    steps.push(step);
    idle?.stepped();
  });
  const store = createStore(host, (log) => {
    writer.attach(log);
    guard(feed.load)();
    idle?.relogged();
  });
  const writer = createWriter(clock, () => idle?.stored(), store.fail);
  const once = createOnce();
  const engines = createEngineMaker(loaders.loadExtra);
  const check = (value: unknown) =>
    checkBundle(value, {
      site: config.site,
      env: config.env,
      least: feed.bundle()?.seq ?? 0,
      now: clock.now(),
      prepare: engines.prepare,
    });
  const feed = createFeed({
    log: () => store.log,
    isOpening: () => store.status.reason === 'opening',
    memberships,
    once,
    tab,
    check,
    makeEngine: engines.make,
    onBuilt: () => {
      show();
      saveSnapshot();
      resolveReady(memberships.current());
    },
    now: clock.now,
    recordedFrom: config.recordedFrom,
  });
  const url = `${config.edge}/v1/sites/${config.site}/rules.json`;
  const rules = createRulesSource(host, url, check, feed.offer);
  const sessions = createSessions(keys, (state, t, campaign) => {
    const program = feed.bundle()?.program;
    const calendar = createCalendar(program?.zone ?? UTC);
    return sessionise(state, t, program?.session ?? DEFAULT_SESSION, calendar, campaign);
  });
  const record = createRecorder(clock, tab, sessions, (event) => {
    const waiting = consent.undecided || mayStore();
    if (!(waiting || deciding()) || !once.isFirst(event)) return;
    if (waiting) writer.push(event);
    feed.add(event);
  });
  const page = createPageView(host, config, record);

  const refresh = (): void => {
    if (deciding()) rules.refresh();
  };
  const obey = (): void => {
    show();
    if (deciding()) rules.refresh();
    else resolveReady([]);
    if (mayStore()) store.open();
    else if (!consent.undecided) {
      writer.clear();
      writer.attach(null);
      if (store.log || keys.get('session')) guard(async () => (await lazy()).erase())();
    }
    idle?.stepped();
  };
  const lazy = (): Promise<Idle> => {
    loading ??= loaders.loadIdle().then((chunk) => {
      idle = chunk.startIdle({
        ...loaders,
        host,
        config,
        consent,
        record,
        page,
        sessions,
        store,
        writer,
        feed,
        memberships,
        steps,
        obey,
        refresh,
        saveSnapshot,
      });
      return idle;
    });
    return loading;
  };

  let behind = false;
  const track = guard(async (type: unknown, params?: unknown, t: number = clock.now()) => {
    const name = `${type}`;
    const clean = cleanParams(params);
    // What follows an event that waits must wait behind it.
    behind ||= 'items' in clean;
    if (behind) (await lazy()).shop(name, clean, t);
    else record(name, clean, t);
  });
  const api: Inkling = {
    track: (type, params) => void track(type, params),
    page: guard(page.page),
    consent: guard((choices) => {
      consent.set(choices);
      obey();
      idle?.consented();
    }),
    on(name, callback) {
      const type = `inkling:${name}`;
      const listener = (event: Event): void => callback((event as CustomEvent<Change>).detail);
      doc.addEventListener(type, listener);
      return () => doc.removeEventListener(type, listener);
    },
    ready: () => ready,
    has: activation.has,
    segments: memberships.current,
    status: () => ({
      ...store.status,
      version: VERSION,
      rules: feed.bundle()?.seq ?? null,
      pending: writer.pending().length,
      consent: consent.choices,
      lastError: host.lastError(),
    }),
    explain: async (segment) => (await lazy()).explain(segment),
    export: async () => (await lazy()).export(),
    forget: async () => (await lazy()).forget(),
    reset: async () => (await lazy()).reset(),
  };

  return {
    api,
    replay: guard(([method, args, t, resolve]) => {
      const call = api[method as keyof Inkling] as ((...args: unknown[]) => unknown) | undefined;
      if (method === 'track') track(args[0], args[1], t);
      else {
        const result = call?.(...args);
        resolve?.(result);
      }
    }),
    start() {
      guard(obey)();
      if (config.pages === 'auto') whenShown(host, page.view);
      ready.then(() => clock.after(IDLE_AFTER_MS, guard(lazy)));
      clock.after(IDLE_AT_LATEST_MS, guard(lazy));
    },
  };
}
