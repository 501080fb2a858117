import { type Metrics, parseMetrics } from '../data/metric-row.ts';
import { type BundleInfo, parseBundle, readNotes, type SegmentNote } from '../data/rule-names.ts';
import { type Problem, problemFor } from './problem.ts';

/** What the dashboard asks the edge. */
export interface Client {
  /** @throws {@link Problem} */
  metrics(from: string, to: string): Promise<Metrics>;
  /** The published rules; `null` when none are. @throws {@link Problem} */
  bundle(): Promise<BundleInfo | null>;
  /** What people wrote about each segment; empty where the edge does not tell. */
  notes(): Promise<ReadonlyMap<string, SegmentNote>>;
}

/** What a client works with. */
export interface ClientOptions {
  readonly fetch: typeof fetch;
  readonly site: string;
  readonly token: string;
}

/** Makes a client for one site. Nothing is asked yet. */
export function createClient({ fetch, site, token }: ClientOptions): Client {
  const base = `/v1/sites/${encodeURIComponent(site)}`;
  const headers = { Authorization: `Bearer ${token}` };

  async function ask(path: string): Promise<unknown> {
    const response = await fetch(base + path, { headers }).catch((cause: unknown) => {
      throw problemFor('offline', '', { cause });
    });
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) throw asProblem(response.status, body);
    return body;
  }

  return {
    metrics: async (from, to) =>
      readable(parseMetrics, await ask(`/metrics?from=${from}&to=${to}`)),
    async bundle() {
      const body = await ask('/rules.json').catch((error: Problem) => {
        if (error.code === 'no-rules') return null;
        throw error;
      });
      return body === null ? null : readable(parseBundle, body);
    },
    async notes() {
      const file = await ask('/rules').catch(() => null);
      const notes = readNotes(file);
      if (notes.size === 0) return notes;
      // The parser is large, and not every worker tells the rule file.
      const { withRuleWords } = await import('../data/rule-words.ts');
      return withRuleWords(file, notes);
    },
  };
}

function readable<T>(parse: (body: unknown) => T, body: unknown): T {
  try {
    return parse(body);
  } catch (cause) {
    throw problemFor('bad-answer', '', { cause });
  }
}

function asProblem(status: number, body: unknown): Problem {
  const { code, detail } = (body ?? {}) as { code?: unknown; detail?: unknown };
  return problemFor(
    typeof code === 'string' ? code : `http-${status}`,
    typeof detail === 'string' ? detail : '',
  );
}
