import { asRecord } from './metric-row.ts';

/** A segment as the published bundle knows it. */
export interface BundleSegment {
  readonly id: string;
  readonly def: string;
}

/** What the published bundle says of a site. */
export interface BundleInfo {
  readonly env: string;
  /** Running number of the published rules. */
  readonly seq: number;
  /** When they were published, ms since the epoch. */
  readonly issued: number;
  readonly zone: string;
  readonly segments: readonly BundleSegment[];
}

/** What people wrote about a segment; `null` where they wrote nothing. */
export interface SegmentNote {
  readonly name: string | null;
  readonly description: string | null;
  readonly objective: string | null;
  readonly kpi: string | null;
}

/**
 * Reads what the dashboard needs of a bundle.
 *
 * @throws `TypeError` when it has another shape.
 */
export function parseBundle(value: unknown): BundleInfo {
  const { env, seq, issued, program } = asRecord(value, 'bundle');
  const { zone, segments } = asRecord(program, 'bundle.program');
  const zoneName = asRecord(zone, 'bundle.program.zone').name;
  if (!Array.isArray(segments)) throw new TypeError('bundle.program.segments is no list');
  return {
    env: String(env),
    seq: Number(seq),
    issued: Number(issued),
    zone: typeof zoneName === 'string' ? zoneName : 'UTC',
    segments: segments.map((segment: unknown, i) => {
      const { id, def } = asRecord(segment, `bundle.program.segments[${i}]`);
      return { id: String(id), def: String(def) };
    }),
  };
}

/** The notes of a rule file by segment; empty for anything that is no rule file. */
export function readNotes(file: unknown): ReadonlyMap<string, SegmentNote> {
  const segments = (file as { segments?: unknown } | null)?.segments;
  if (typeof segments !== 'object' || segments === null) return new Map();
  return new Map(
    Object.entries(segments as Record<string, unknown>).map(([id, segment]) => [id, note(segment)]),
  );
}

function note(segment: unknown): SegmentNote {
  const fields = (segment ?? {}) as Record<string, unknown>;
  const text = (key: string): string | null => {
    const value = fields[key];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return {
    name: text('name'),
    description: text('description'),
    objective: text('objective'),
    kpi: text('kpi'),
  };
}
