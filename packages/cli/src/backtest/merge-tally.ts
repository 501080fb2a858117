import type { InstantTally, Tally } from './tally.ts';

/** Adds a tally of other visitors to one, which is changed; both must be of the same plan. */
export function mergeTally(into: Tally, other: Tally): void {
  into.at.forEach((sums, i) => {
    const more = other.at[i] as InstantTally;
    sums.visitors += more.visitors;
    sums.events += more.events;
    sums.sessions += more.sessions;
    addAll(sums.size, more.size);
    addAll(sums.unknown, more.unknown);
  });
  into.later += other.later;
  addAll(into.both, other.both);
  addAll(into.before, other.before);
  addAll(into.stayed, other.stayed);
  addAll(into.ever, other.ever);
  for (const [day, sums] of other.days) {
    const known = into.days.get(day);
    if (known === undefined) into.days.set(day, sums);
    else addAll(known, sums);
  }
  into.converted.forEach((sums, i) => {
    const more = other.converted[i];
    sums.count += more?.count ?? 0;
    sums.visitors += more?.visitors ?? 0;
    sums.value += more?.value ?? 0;
  });
  appendAll(into.members, other.members);
  appendAll(into.numbers, other.numbers);
  append(into.values, other.values);
  append(into.sessions, other.sessions);
}

function addAll(into: number[], other: readonly number[]): void {
  for (let i = 0; i < other.length; i++) into[i] = (into[i] ?? 0) + (other[i] as number);
}

/** Not by `push(...other)`: a list of millions is too long for arguments. */
function append<T>(into: T[], other: readonly T[]): void {
  for (const one of other) into.push(one);
}

function appendAll<T>(into: readonly T[][], other: readonly T[][]): void {
  for (const [i, list] of into.entries()) append(list, other[i] ?? []);
}
