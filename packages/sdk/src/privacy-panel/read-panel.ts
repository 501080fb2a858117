import type { Inkling } from '../api.ts';
import type { Choices } from '../consent/consent.ts';
import type { Explanation } from '../memberships/explain.ts';
import { type Facts, factsOf } from './facts.ts';

/** What the panel asks of the SDK. */
export interface PanelApi
  extends Pick<
    Inkling,
    'ready' | 'status' | 'export' | 'segments' | 'has' | 'explain' | 'consent' | 'forget'
  > {
  /**
   * Where the SDK offers it: keeps these segments from this visitor's pages, in every tab and from
   * the first frame on, until it is given a list without them. It keeps the list as
   * `inkling:off`, ids separated by blanks. Without an argument it changes nothing.
   *
   * @returns The list that holds then.
   */
  off?(segments?: readonly string[]): Promise<readonly string[]> | readonly string[];
}

/** A group that the visitor is in. */
export interface Group {
  readonly id: string;
  readonly explanation: Explanation;
  /** Whether pages may change because of it. */
  readonly isUsed: boolean;
}

/** All that the panel shows. */
export interface PanelState {
  readonly choices: Choices;
  /** Where history is kept: `stored` or `memory`. */
  readonly mode: string;
  readonly facts: Facts;
  readonly groups: readonly Group[];
  /** Groups that the visitor switched off; `null` where the SDK cannot. */
  readonly off: readonly string[] | null;
  /** Reports that this page has sent. */
  readonly reports: number;
}

/** Reads the panel's contents through the SDK's public methods. */
export async function readPanel(api: PanelApi, performance: Performance): Promise<PanelState> {
  await api.ready();
  const { events } = await api.export();
  const groups: Group[] = [];
  for (const id of api.segments()) {
    const explanation = await api.explain(id);
    if (explanation) groups.push({ id, explanation, isUsed: api.has(id) });
  }
  const { consent, mode } = api.status();
  return {
    choices: consent,
    mode,
    facts: factsOf(events),
    groups,
    off: (await api.off?.()) ?? null,
    reports: performance
      .getEntriesByType('resource')
      .filter(({ name }) => /\/v1\/sites\/[^/]+\/reports$/.test(name)).length,
  };
}
