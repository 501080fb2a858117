import { CALENDAR, type FilterCode, ROLLING } from '../code.ts';
import type { ActivationProgram } from './program.ts';

/** What the check needs of the rest of a program. */
export interface CheckAround {
  /** Number of segments. */
  readonly segments: number;
  readonly ensure: (isRight: boolean, path: string) => void;
  readonly checkFilter: (filter: FilterCode, path: string) => void;
}

/** Refuses rows of experiences, experiments, meters and offers that do not hold together. */
export function checkActivation(program: ActivationProgram, around: CheckAround): void {
  const { ensure } = around;
  const { holdout = 0, experiments = [] } = program;
  const isSegment = (value: unknown): boolean => isPlace(value, around.segments);
  ensure(isShare(holdout), 'holdout');
  eachRow(experiments, 'experiments', ensure, ([key, arms, ranges, namespace], path) => {
    ensure(isName(key) && isRows(arms) && arms.every(isName), path);
    ensure(isRows(ranges) && ranges.length === arms.length && ranges.every(isRange), path);
    if (namespace !== undefined) ensure(isNamespace(namespace), path);
  });
  eachRow(program.experiences ?? [], 'experiences', ensure, (row, path) => {
    const [id, segment, slot, experiment, contents, holdout = 0] = row;
    const [schedule = 0, caps = 0, coolDownMs = 0, group = 0] = row.slice(6);
    ensure(isName(id) && isSegment(segment) && isName(slot), path);
    ensure(isPlace(experiment, experiments.length), path);
    ensure(isRows(contents) && contents.length === experiments[experiment]![1].length, path);
    ensure(contents.every(isContent) && isShare(holdout), path);
    ensure((schedule === 0 || isAmounts(schedule, 2)) && (caps === 0 || isAmounts(caps, 3)), path);
    ensure(isAmount(coolDownMs) && (group === 0 || isName(group)), path);
  });
  eachRow(program.meters ?? [], 'meters', ensure, (row, path) => {
    const [name, free, window, article, pages = 0, exempt = 0, registered = 0] = row;
    ensure(isName(name) && isAmount(free) && isName(article), path);
    ensure(isRows(window) && (window[0] === ROLLING || window[0] === CALENDAR), path);
    if (pages !== 0) around.checkFilter(pages, path);
    ensure(exempt === 0 || (isRows(exempt) && exempt.every(isSegment)), path);
    ensure(registered === 0 || (isAmounts(registered, 2) && isSegment(registered[0])), path);
  });
  eachRow(program.offers ?? [], 'offers', ensure, ([name, otherwise, signal, ...steps], path) => {
    ensure([name, otherwise, signal].every(isText) && name !== '', path);
    for (const [offer, segment, least = 0] of steps) {
      ensure(isName(offer) && (segment === -1 || isSegment(segment)) && isNumber(least), path);
    }
  });
  eachRow(program.edge ?? [], 'edge', ensure, ([begin, ...names], path) => {
    ensure(isText(begin) && begin.startsWith('/') && names.every(isName), path);
  });
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isName = (value: unknown): boolean => isText(value) && value !== '';
const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isAmount = (value: unknown): boolean => isNumber(value) && value >= 0;
const isShare = (value: unknown): boolean => isNumber(value) && value >= 0 && value <= 1;
const isPlace = (value: unknown, count: number): boolean =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < count;
const isRows = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isAmounts = (value: unknown, count: number): boolean =>
  isRows(value) && value.length === count && value.every(isAmount);
const isRange = (value: unknown): boolean =>
  isRows(value) && value.length === 2 && value.every(isShare);
const isNamespace = (value: unknown): boolean =>
  isRows(value) && isName(value[0]) && isRange(value.slice(1));
const isContent = (value: unknown): boolean =>
  value === 0 ||
  value === 1 ||
  (typeof value === 'object' && value !== null && Object.values(value).every(isText));

/** Visits each row of a table, with its path. */
function eachRow<Row extends readonly unknown[]>(
  rows: readonly Row[],
  name: string,
  ensure: CheckAround['ensure'],
  check: (row: Row, path: string) => void,
): void {
  ensure(isRows(rows), name);
  rows.forEach((row, i) => {
    ensure(isRows(row), `${name}[${i}]`);
    check(row, `${name}[${i}]`);
  });
}
