import type { Browser } from './browser.ts';
import { createRealm, type Realm } from './realm.ts';

/** Window and document of a simulated tab: as much of them as the SDK looks at. */
export interface Page {
  readonly realm: Realm;
  readonly win: Window & typeof globalThis;
  readonly doc: Document;
  /** Dispatches an event at the window or the document, in the page. */
  tell(target: 'win' | 'doc', type: string, init?: object): void;
  show(visible: boolean): void;
}

class Observer {
  observe(): void {}
}

/** @param answer - What the edge answers to a request; rejects while it cannot be reached. */
export function createPage(
  browser: Browser,
  name: string,
  answer: (url: string) => Promise<Response>,
): Page {
  const { scheduler, present, dice } = browser;
  const realm = createRealm(name, scheduler, present);
  let visibility = 'visible';
  const doc = Object.assign(new EventTarget(), {
    title: 'A page',
    referrer: '',
    readyState: 'complete',
    activeElement: null,
    body: { getBoundingClientRect: () => ({ height: 0, top: 0 }) },
    documentElement: { dataset: {} },
    hasFocus: () => visibility === 'visible',
    querySelector: () => null,
    querySelectorAll: () => [],
  });
  Object.defineProperty(doc, 'visibilityState', { get: () => visibility });
  const timers = new Map<number, () => void>();
  const win = Object.assign(new EventTarget(), {
    document: doc,
    indexedDB: browser.storage.factory,
    localStorage: browser.localStorage,
    sessionStorage: { getItem: () => null, removeItem() {} },
    navigator: {},
    location: {
      href: 'https://site.example/a',
      hash: '',
      search: '',
      origin: 'https://site.example',
    },
    navigation: new EventTarget(),
    innerHeight: 800,
    BroadcastChannel: browser.channel(realm),
    CustomEvent,
    HTMLElement: class {},
    IntersectionObserver: Observer,
    customElements: { get: () => Observer, define() {} },
    console,
    Date: { now: browser.wall },
    performance: { now: scheduler.now },
    crypto: {
      getRandomValues: <T extends Uint8Array>(into: T): T => into.map(() => dice.below(256)) as T,
    },
    fetch: answer,
    requestAnimationFrame: (run: () => void) => win.setTimeout(run, 16),
    setTimeout(run: () => void, ms: number): number {
      const id = timers.size + 1;
      const late = dice.share() * 3;
      timers.set(
        id,
        scheduler.later(ms + late, `${name} timer`, () => {
          if (timers.get(id)) realm.enter(() => timers.get(id) && run());
        }),
      );
      return id;
    },
    clearTimeout(id: number) {
      timers.get(id)?.();
      timers.set(id, undefined as never);
    },
  });
  const tell: Page['tell'] = (target, type, init) => {
    realm.enter(() => {
      (target === 'win' ? win : doc).dispatchEvent(Object.assign(new Event(type), init));
    });
  };
  return {
    realm,
    win: win as never,
    doc: doc as never,
    tell,
    show(visible) {
      visibility = visible ? 'visible' : 'hidden';
      tell('doc', 'visibilitychange');
    },
  };
}
