import { type CompleteEngine, completeEngine } from '@inkling/engine';
import { extra } from '@inkling/engine/extra';
import type { Inkling } from '../../src/api.ts';
import { start as startRoutes } from '../../src/capture/routes.ts';
import * as care from '../../src/care/care.ts';
import type { Choices } from '../../src/consent/consent.ts';
import { startIdle } from '../../src/idle/idle.ts';
import type { IdleParts } from '../../src/idle/parts.ts';
import * as kill from '../../src/kill/kill.ts';
import * as late from '../../src/late.ts';
import { foresight } from '../../src/memberships/foresight.ts';
import { startInkling } from '../../src/start.ts';
import { makeBundle } from '../support/bundle.ts';
import { CONFIG } from '../support/config.ts';
import type { Browser } from './browser.ts';
import { createPage, type Page } from './page.ts';
import RULES from './rules.json' with { type: 'json' };

/** A tab with the real SDK in it, and what the visitor has done there. */
export interface Tab extends Page {
  readonly api: Inkling;
  /** Does something that is counted; its mark is the only one of its kind. */
  track(mark: number): void;
  consent(choices: Choices): void;
  /** Marks in the order of tracking, since the last {@link Tab.forgive}. */
  tracked(): readonly number[];
  /** Those of them that the SDK has said are stored. */
  acknowledged(): readonly number[];
  /** What has happened until now may be gone: the visitor wiped it. */
  forgive(): void;
  /** What the engine makes of the history; `null` while there is none. */
  engine(): CompleteEngine | null;
}

/** What the edge serves. */
export const BUNDLE = JSON.stringify(makeBundle(RULES, { reports: { mode: 'off' } }));

const PARTS: Readonly<Record<string, unknown>> = {
  care,
  extra: { extra },
  kill,
  late,
  routes: { start: startRoutes },
};

/**
 * @param consent - What the site's tag says.
 * @param newer - Whether the SDK in it is a newer one, whose database has a higher version.
 */
export function openTab(
  browser: Browser,
  name: string,
  bundle: string,
  consent: string | undefined,
  newer: boolean,
): Tab {
  const { dice, scheduler, weather } = browser;
  let parts: IdleParts | undefined;
  let own: number[] = [];
  const marks = new Set<number>(); // Acknowledged ones.
  const soon = <T>(value: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      scheduler.later(dice.share() * 40, `${name} network`, () =>
        page.realm.enter(() => {
          if (dice.chance(weather.offline)) reject(new TypeError('no network'));
          else resolve(value());
        }),
      );
    });
  const page = createPage(browser, name, (url) => {
    const ok = url.endsWith('/rules.json');
    return soon(() => ({ ok, status: ok ? 200 : 404, text: async () => bundle }) as Response);
  });
  if (newer) browser.newer.add(page.realm);
  const idle = {
    startIdle(given: IdleParts) {
      parts = given;
      return startIdle(given);
    },
  };
  let api: Inkling | undefined;
  page.realm.enter(() => {
    api = startInkling(page.win, {
      config: { ...CONFIG, consent },
      // The other files come from the browser's cache.
      loaders: { part: async (part) => ({ ...PARTS, idle })[part] as never },
    });
  });
  return {
    ...page,
    api: api!,
    track(mark) {
      page.realm.enter(() => api?.track('tick', { mark, weight: mark }));
      own.push(mark);
    },
    consent(choices) {
      page.realm.enter(() => api?.consent(choices));
    },
    tracked: () => own,
    acknowledged() {
      const waiting = parts && new Set([...parts.writer.waiting].map(({ params }) => params.mark));
      const { mode, pending } = api!.status();
      const isAll = !waiting && mode === 'stored' && !pending;
      // Of a frozen page nothing more is known than what it has heard.
      for (const mark of own) if (isAll || (waiting && !waiting.has(mark))) marks.add(mark);
      return [...marks];
    },
    forgive() {
      own = [];
      marks.clear();
    },
    engine() {
      const engine = parts?.memberships.engine();
      return engine ? completeEngine(foresight(engine)) : null;
    },
  };
}
