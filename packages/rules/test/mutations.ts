/**
 * Ways to break the engine, each a small slip of the pen: the cases and the random stories must
 * notice every one of them.
 */
export interface Mutation {
  readonly name: string;
  /** File of the engine, relative to its `src`. */
  readonly file: string;
  /** Text that stands in the file exactly once, and what is put in its place. */
  readonly from: string;
  readonly to: string;
}

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'a rolling window keeps an event exactly as old as itself',
    file: 'window.ts',
    from: 'start = now - a! + 1;',
    to: 'start = now - a!;',
  },
  {
    name: 'a band ends a millisecond early',
    file: 'window.ts',
    from: 'if (b) end = now - b + 1;',
    to: 'if (b) end = now - b;',
  },
  {
    name: 'a session is still open at its timeout',
    file: 'extra/bounds.ts',
    from: 'if (end > now) {',
    to: 'if (end >= now) {',
  },
  {
    name: 'a session does not end at its start + max',
    file: 'sessioniser.ts',
    from: 'start + (rules.maxMs ?? Infinity),',
    to: 'Infinity,',
  },
  {
    name: 'a score ages by the millisecond',
    file: 'extra/score.ts',
    from: 'Math.floor(ageMs / MINUTE_MS) * MINUTE_MS',
    to: 'ageMs',
  },
  {
    name: 'a clause forgets its cap',
    file: 'extra/score.ts',
    from: 'return Math.min(sum / WHOLE, most ?? Infinity);',
    to: 'return sum / WHOLE;',
  },
  {
    name: 'a sequence does not look at its key',
    file: 'extra/sequence.ts',
    from: 'key: value!,',
    to: 'key: null,',
  },
  {
    name: 'a step may take as long as its window',
    file: 'extra/sequence-player.ts',
    from: 'next.entry.t - one.t < withinMs',
    to: 'next.entry.t - one.t <= withinMs',
  },
  {
    name: 'a window that has left the start of a sequence is not played anew',
    file: 'extra/sequence.ts',
    from: 'player.first < low',
    to: 'false',
  },
  {
    name: 'an event serves in several sequences',
    file: 'extra/sequence-player.ts',
    from: 'for (const entry of chain) entry.isUsed = true;',
    to: '',
  },
  {
    name: 'without is not looked at',
    file: 'extra/sequence-player.ts',
    from: 'one.bits & without',
    to: 'one.bits & 0',
  },
  {
    name: 'a latch lets in while the exit holds',
    file: 'members.ts',
    from: 'const comes = Math.min(enters, YES - exits);',
    to: 'const comes = enters;',
  },
  {
    name: 'a dwell ends a millisecond late',
    file: 'members.ts',
    from: 'const end = ownSince[segment]! + dwellMs;',
    to: 'const end = ownSince[segment]! + dwellMs + 1;',
  },
  {
    name: 'a group does not displace',
    file: 'members.ts',
    from: 'effective = Math.min(effective, YES - own[one]!)',
    to: 'effective = Math.max(effective, NO)',
  },
  {
    name: 'a late event is put at the end',
    file: 'timeline.ts',
    from: 'if (event.t >= core.now && (!last || compareEvents(last, event) < 0)) {',
    to: 'if (event.t > -Infinity) {',
  },
  {
    name: 'a repeated purchase counts again',
    file: 'core.ts',
    from: 'if (!(isNamed && purchases.has(id))) {',
    to: 'if (id !== null) {',
  },
  {
    name: 'what was not recorded is taken for nothing',
    file: 'window.ts',
    from: 'if (start < stream.since) {',
    to: 'if (start < -Infinity) {',
  },
  {
    name: 'a latch begins known though the record is not complete',
    file: 'members.ts',
    from: 'own[segment] = (exit != null || dwellMs) && recorded > -Infinity ? PERHAPS : NO;',
    to: 'own[segment] = NO;',
  },
  {
    name: 'an absent field passes ne',
    file: 'filter.ts',
    from: 'includes(value ?? null)',
    to: 'includes(value)',
  },
  {
    name: 'a star goes through slashes',
    file: 'glob.ts',
    from: "token !== '*' || char !== '/'",
    to: "token !== '*' || char !== ''",
  },
  {
    name: 'a day begins at 00:00 though the zone skips it',
    file: 'zone.ts',
    from: 'const start = Math.max(from[i] ?? -Infinity, utc - offsets[i]! * 60_000);',
    to: 'const start = utc - offsets[i]! * 60_000;',
  },
  {
    name: 'an age passes its threshold a millisecond late',
    file: 'leaf.ts',
    from: 'const met = t + Math.max(1, Math.ceil(cut - value));',
    to: 'const met = t + Math.max(1, Math.ceil(cut - value)) + 1;',
  },
];
