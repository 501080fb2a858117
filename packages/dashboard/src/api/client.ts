import { type Metrics, parseMetrics } from '../data/metric-row.ts';
import { type BundleInfo, parseBundle, readNotes, type SegmentNote } from '../data/rule-names.ts';
import { readSource, readVersions, type Version } from '../data/versions.ts';
import { type Problem, problemFor } from './problem.ts';
import { SESSION_HEADER } from './session.ts';

/** What the dashboard asks the edge. */
export interface Client {
  /** @throws {@link Problem} */
  metrics(from: string, to: string): Promise<Metrics>;
  /** The published rules; `null` when none are. @throws {@link Problem} */
  bundle(): Promise<BundleInfo | null>;
  /**
   * What people wrote about each segment in a version of the rules; empty where the edge does not
   * tell. Asked once a version.
   */
  notes(seq: number): Promise<ReadonlyMap<string, SegmentNote>>;
  /** What was published so far, the newest first; empty where the edge does not tell. */
  versions(): Promise<readonly Version[]>;
}

/** What a client works with. */
export interface ClientOptions {
  readonly fetch: typeof fetch;
  readonly site: string;
  /** `''` where a session in a cookie stands for it. */
  readonly token: string;
}

/** Makes a client for one site. Nothing is asked yet. */
export function createClient({ fetch, site, token }: ClientOptions): Client {
  const base = `/v1/sites/${encodeURIComponent(site)}`;
  const headers = token === '' ? SESSION_HEADER : { Authorization: `Bearer ${token}` };

  async function ask(path: string): Promise<unknown> {
    const response = await fetch(base + path, { headers }).catch((cause: unknown) => {
      throw problemFor('offline', '', { cause });
    });
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) throw asProblem(response.status, body);
    return body;
  }

  const notes = new Map<number, Promise<ReadonlyMap<string, SegmentNote>>>();
  async function askNotes(seq: number): Promise<ReadonlyMap<string, SegmentNote>> {
    const file = readSource(await ask(`/versions/${seq}`).catch(() => null));
    const written = readNotes(file);
    if (written.size === 0) {
      notes.delete(seq);
      return written;
    }
    // The parser is large, and hardly anybody waits for it.
    const { withRuleWords } = await import('../data/rule-words.ts');
    return withRuleWords(file, written);
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
    notes(seq) {
      const known = notes.get(seq) ?? askNotes(seq);
      notes.set(seq, known);
      return known;
    },
    versions: () => ask('/versions').then(readVersions, () => []),
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
