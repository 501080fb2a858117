/** What a visitor allows, by purpose; a purpose that is missing has not been decided. */
export interface Choices {
  readonly storage?: boolean;
  readonly personalization?: boolean;
  readonly measurement?: boolean;
}

/** What the demo uses of Inkling's global once it has come. */
export interface Inkling {
  track(type: string, params?: object): void;
  consent(choices: Choices): void;
  segments(): readonly string[];
  /** `consent` is undefined while nobody has decided. */
  status(): { readonly consent?: Choices | undefined };
  ready(): Promise<readonly string[]>;
  export(): Promise<{ readonly events: readonly object[] }>;
}

interface Queue {
  readonly q: unknown[];
}

type Page = { inkling?: Inkling | Queue };

/** The SDK; `null` while it has not come. */
export function presentInkling(): Inkling | null {
  const found = (window as unknown as Page).inkling;
  return found && !('q' in found) ? found : null;
}

/** Calls a method now, or leaves the call for the SDK to find when it comes. */
export function call(method: 'track' | 'consent', ...args: readonly unknown[]): void {
  const present = presentInkling();
  if (present) {
    (present[method] as (...args: readonly unknown[]) => void)(...args);
    return;
  }
  const page = window as unknown as Page;
  page.inkling ??= { q: [] };
  (page.inkling as Queue).q.push([method, args, Date.now()]);
}

/** Resolves with the SDK as soon as it is there; with `null` when the page is done without it. */
export function whenInkling(): Promise<Inkling | null> {
  return new Promise((resolve) => {
    const look = (last: boolean): void => {
      const found = presentInkling();
      if (found || last) resolve(found);
    };
    look(document.readyState === 'complete');
    document.querySelector('script[data-site]')?.addEventListener('load', () => look(false));
    // By then every script of the page has come or failed.
    window.addEventListener('load', () => look(true));
  });
}
