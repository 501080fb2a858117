import { dayOf } from './days.ts';

/** One publication of the rules. */
export interface Version {
  readonly seq: number;
  /** When, ms since the epoch. */
  readonly issued: number;
}

/** The versions of the edge's list; what cannot be read is left out. */
export function readVersions(body: unknown): readonly Version[] {
  const { versions } = (body ?? {}) as { versions?: unknown };
  if (!Array.isArray(versions)) return [];
  return versions.flatMap((version: Partial<Version> | null) =>
    typeof version?.seq === 'number' && typeof version.issued === 'number'
      ? [{ seq: version.seq, issued: version.issued }]
      : [],
  );
}

/** A day on which rules were published. */
export interface Publication {
  readonly day: string;
  /** The last version of that day, such as `v14`. */
  readonly label: string;
}

/** The days of publication in the site's zone, each once, in no order. */
export function publications(versions: readonly Version[], zone: string): readonly Publication[] {
  const last = new Map<string, number>();
  for (const { seq, issued } of versions) {
    const day = dayOf(issued, zone);
    last.set(day, Math.max(seq, last.get(day) ?? 0));
  }
  return [...last].map(([day, seq]) => ({ day, label: `v${seq}` }));
}

/** The rule file inside a version; `null` when there is none that can be read. */
export function readSource(body: unknown): unknown {
  const { source } = (body ?? {}) as { source?: unknown };
  try {
    return typeof source === 'string' ? JSON.parse(source) : null;
  } catch {
    return null;
  }
}
