/** What the demo uses of Inkling's global, as a customer's code would. */
export interface Inkling {
  q?: unknown[];
  track?(type: string, params?: object): unknown;
  consent?(choices: Choices): unknown;
  segments?(): unknown;
  explain?(segment: string): unknown;
  status?(): unknown;
  ready?(): Promise<unknown>;
}

/** What a visitor allows, by purpose. */
export interface Choices {
  readonly storage: boolean;
  readonly personalization: boolean;
  readonly measurement: boolean;
}

/** The global, whatever state it is in; an empty queue when the SDK has not come yet. */
export function inkling(): Inkling {
  const page = window as unknown as { inkling?: Inkling };
  page.inkling ??= { q: [] };
  return page.inkling;
}

/** Calls a method now, or leaves the call for the SDK to find when it comes. */
export function call(method: 'track' | 'consent', ...args: readonly unknown[]): void {
  const api = inkling();
  const present = api[method] as ((...args: readonly unknown[]) => unknown) | undefined;
  if (present) present.apply(api, [...args]);
  else api.q?.push([method, args, Date.now()]);
}
