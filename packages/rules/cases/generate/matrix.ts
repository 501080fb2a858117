import type { Case, CaseFile, Cell, WrittenEvent } from '../case.ts';
import { type Held, type Part, PROBES, type Probe, type Role } from './measures.ts';
import { BOUNDARIES, type Boundary } from './windows.ts';

const SIDES: readonly Cell['side'][] = ['before', 'exactly', 'after'];
const iso = (t: number): string => new Date(t).toISOString();

/** One case a measure, boundary and side: 1 ms before it, exactly at it, 1 ms after it. */
export function matrixFiles(): { readonly name: string; readonly file: CaseFile }[] {
  return PROBES.map((probe) => ({
    name: probe.measure,
    file: {
      about: `${probe.measure}: every kind of window, 1 ms before, exactly at and 1 ms after its boundaries.`,
      cases: BOUNDARIES.flatMap((boundary) =>
        SIDES.map((side, i) => matrixCase(probe, boundary, side, i)),
      ),
    },
  }));
}

function matrixCase(probe: Probe, boundary: Boundary, side: Cell['side'], i: number): Case {
  const times: { readonly [role in Role]: number } = {
    base: boundary.base,
    probe: boundary.probe[i]!,
  };
  const now = boundary.now[i]!;
  const holds: { readonly [role in Role]: boolean } = {
    base: boundary.holdsBase?.[i] ?? true,
    probe: boundary.holdsProbe[i]!,
  };
  const held: Held[] = (['base', 'probe'] as const)
    .filter((role) => holds[role])
    .map((role) => ({ role, t: times[role] }))
    .sort((a, b) => a.t - b.t);
  const value = probe.value(held, { now, zone: boundary.zone });
  const measure = { ...probe.keys, ...boundary.keys };
  return {
    name: `${probe.measure}, ${boundary.label}: 1 ms ${side}`.replace('1 ms exactly', 'exactly'),
    cell: { measure: probe.measure, window: boundary.kind, side },
    rules: {
      timezone: boundary.zone,
      currency: 'EUR',
      signals: { m: measure },
      segments: { ...probe.segments, told: { enter: { ...measure, ...telling(probe, value) } } },
    },
    events: writeEvents(probe.events(times), boundary),
    expect: [{ at: iso(now), ...(probe.segments ? {} : { in: ['told'] }), values: { m: value } }],
  };
}

/** A comparison that holds of a value: durations in rule files have no ms, so those only exist. */
function telling({ measure }: Probe, value: unknown): { readonly [op: string]: unknown } {
  if (value === null) return { exists: false };
  const isDuration = measure === 'since-last' || measure === 'since-first';
  return Array.isArray(value) || isDuration ? { exists: true } : { eq: value };
}

function writeEvents(parts: readonly Part[], boundary: Boundary): WrittenEvent[] {
  const { opening, sessions } = boundary;
  const openings: WrittenEvent[] = opening === undefined ? [] : [[iso(opening.t), opening.type]];
  const own = parts.map(({ t, type, params = {}, role }): WrittenEvent => {
    const written = [iso(t), type, params] as const;
    return sessions === undefined ? written : [...written, { session: iso(sessions[role]) }];
  });
  return [...openings, ...own].sort(([a], [b]) => Date.parse(a) - Date.parse(b));
}
