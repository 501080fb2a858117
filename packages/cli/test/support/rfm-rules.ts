/** Four rising breakpoints of each signal: recency in ms, orders, money. */
export interface Cuts {
  readonly recency: readonly number[];
  readonly frequency: readonly number[];
  readonly monetary: readonly number[];
}

/** Cells in order, the first that fits taking the customer; least and greatest score of each. */
export interface Bands {
  readonly names: readonly string[];
  readonly R: readonly (readonly [number, number])[];
  readonly F: readonly (readonly [number, number])[];
  readonly M: readonly (readonly [number, number])[];
}

/** `At Risk` → `at-risk`. */
export function cellId(name: string): string {
  return name.toLowerCase().replaceAll("'", '').replaceAll(' ', '-');
}

/** A rule file that says the scores by breakpoints and the cells as one exclusive group. */
export function rfmRules(cuts: Cuts, bands: Bands): string {
  const segments = bands.names.map((name, i) => {
    const [r, f, m] = [bands.R[i], bands.F[i], bands.M[i]] as const;
    const all = [
      ...recency(cuts.recency, r ?? [1, 5]),
      ...rising('frequency', cuts.frequency, f ?? [1, 5]),
      ...rising('monetary', cuts.monetary, m ?? [1, 5]),
    ];
    return [cellId(name), { name, model: 'rfm', enter: { all } }] as const;
  });
  return JSON.stringify({
    format: 1,
    site: 'orders',
    currency: 'USD',
    signals: {
      recency: { 'since-last': 'purchase' },
      frequency: { count: 'purchase' },
      monetary: { sum: 'purchase', field: 'value' },
    },
    segments: Object.fromEntries(segments),
    groups: { rfm: { segments: segments.map(([id]) => id), otherwise: 'others' } },
  });
}

/** A score of at least `k` is a value of at least the breakpoint below it. */
function rising(signal: string, cuts: readonly number[], [from, to]: readonly [number, number]) {
  return [
    { signal, exists: true },
    ...(from > 1 ? [{ signal, gte: cuts[from - 2] }] : []),
    ...(to < 5 ? [{ signal, lt: cuts[to - 1] }] : []),
  ];
}

/** The more recent, the higher: the scale runs the other way round. */
function recency(cuts: readonly number[], [from, to]: readonly [number, number]) {
  const at = (ms: number | undefined): string => `${Math.ceil((ms ?? 0) / 1000)}s`;
  return [
    { signal: 'recency', exists: true },
    ...(from > 1 ? [{ signal: 'recency', lt: at(cuts[5 - from]) }] : []),
    ...(to < 5 ? [{ signal: 'recency', gte: at(cuts[4 - to]) }] : []),
  ];
}
