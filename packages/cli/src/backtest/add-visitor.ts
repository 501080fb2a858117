import type { Asked, Snapshot, Tally, VisitorResult } from './tally.ts';

/** Adds one visitor to a tally; each visitor must be added once. */
export function addVisitor(tally: Tally, result: VisitorResult, asked: Asked): void {
  tally.later += result.later;
  result.at.forEach((snapshot, i) => {
    if (snapshot !== null) addSnapshot(tally, i, snapshot);
  });
  const last = result.at.at(-1) ?? null;
  if (last === null) return;
  addOverlap(tally, last, asked);
  addStability(tally, result, last, asked);
  addChanges(tally, result, asked);
  addConversions(tally, result, asked);
  if (asked.members) for (const segment of last.in) tally.members[segment]?.push(result.visitor);
  if (asked.values) tally.values.push([result.visitor, last.values]);
  if (asked.sessions) tally.sessions.push([result.visitor, result.sessions]);
  tally.numbers.forEach((numbers, signal) => {
    const value = last.values[signal];
    if (typeof value === 'number') numbers.push(value);
  });
}

function addSnapshot(tally: Tally, i: number, snapshot: Snapshot): void {
  const sums = tally.at[i];
  if (sums === undefined) return;
  sums.visitors++;
  sums.events += snapshot.events;
  sums.sessions += snapshot.sessions;
  for (const segment of snapshot.in) bump(sums.size, segment);
  for (const segment of snapshot.unknown) bump(sums.unknown, segment);
}

function addOverlap(tally: Tally, last: Snapshot, { segments }: Asked): void {
  for (let i = 0; i < last.in.length; i++) {
    for (let j = i; j < last.in.length; j++) {
      bump(tally.both, (last.in[i] as number) * segments + (last.in[j] as number));
    }
  }
}

function addStability(tally: Tally, result: VisitorResult, last: Snapshot, asked: Asked): void {
  const before = asked.stableSince === null ? null : result.at[asked.stableSince];
  for (const segment of before?.in ?? []) {
    bump(tally.before, segment);
    if (last.in.includes(segment)) bump(tally.stayed, segment);
  }
}

function addChanges(tally: Tally, result: VisitorResult, { segments }: Asked): void {
  const ever = new Set<number>();
  for (const { day, segment, in: entered } of result.changes) {
    if (entered) ever.add(segment);
    let sums = tally.days.get(day);
    if (sums === undefined) {
      sums = new Array<number>(segments * 2).fill(0);
      tally.days.set(day, sums);
    }
    bump(sums, segment * 2 + (entered ? 0 : 1));
  }
  for (const segment of ever) bump(tally.ever, segment);
}

function addConversions(tally: Tally, result: VisitorResult, asked: Asked): void {
  const seen = new Set<number>();
  for (const { conversion, value, in: segments } of result.conversions) {
    for (const segment of [...segments, asked.segments]) {
      const cell = segment * asked.conversions + conversion;
      const sums = tally.converted[cell];
      if (sums === undefined) continue;
      sums.count++;
      sums.value += value;
      if (!seen.has(cell)) sums.visitors++;
      seen.add(cell);
    }
  }
}

function bump(sums: number[], i: number): void {
  sums[i] = (sums[i] ?? 0) + 1;
}
