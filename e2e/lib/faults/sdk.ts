import type { Tab } from './tab.ts';

/** What the lab asks of `window.inkling`. */
export interface Sdk {
  track(type: string, params?: object): void;
  consent(choices: object): void;
  ready(): Promise<readonly string[]>;
  segments(): readonly string[];
  status(): { mode: string; reason: string | null; pending: number; rules: number | null } & {
    lastError: string | null;
    [more: string]: unknown;
  };
  export(): Promise<{ events: readonly LabEvent[] }>;
  forget(): Promise<void>;
}

/** An event as `export()` gives it. */
export interface LabEvent {
  readonly id: readonly [tab: string, n: number];
  readonly t: number;
  readonly type: string;
  readonly session: number;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The SDK inside a page. */
export interface WithSdk {
  readonly inkling: Sdk;
}

/** All events that a page knows of. */
export function events(tab: Tab): Promise<readonly LabEvent[]> {
  return tab.call(
    async () => (await (window as unknown as WithSdk).inkling.export()).events as LabEvent[],
  );
}

/** What `status()` says. */
export function status(tab: Tab): Promise<ReturnType<Sdk['status']>> {
  return tab.call(() => (window as unknown as WithSdk).inkling.status());
}

/** The segments that the visitor is in, sorted. */
export async function segmentsOf(tab: Tab): Promise<readonly string[]> {
  const list = await tab.call(() => (window as unknown as WithSdk).inkling.segments() as string[]);
  return [...list].sort();
}

/**
 * What is wrong with the events of the type `lab`: `null` when each of 0 .. count − 1 is there once.
 */
export function miscounted(all: readonly LabEvent[], count: number): string | null {
  const ks = all.filter(({ type }) => type === 'lab').map(({ params }) => Number(params.k));
  const lost = Array.from({ length: count }, (_, k) => k).filter((k) => !ks.includes(k));
  const doubled = ks.filter((k, i) => ks.indexOf(k) !== i);
  const strange = ks.filter((k) => !(k >= 0 && k < count));
  if (lost.length + doubled.length + strange.length === 0) return null;
  return `of ${count} events lost ${lost.slice(0, 9)}, doubled ${doubled.slice(0, 9)}, strange ${strange.slice(0, 9)}`;
}
