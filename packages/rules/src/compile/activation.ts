import {
  type ActivationProgram,
  type ContentCode,
  DEFAULT_HOLDOUT,
  type ExperienceCode,
  type ExperimentCode,
  getBucketRange,
  METER_EVENT,
  type MeterCode,
  type OffersCode,
  SHOWN_EVENT,
} from '@inkling/engine/assign';
import type { Content, Experience, Meter, NamespacePart, OfferLadder } from '../activation.ts';
import { compileWhere } from './filter.ts';
import type { Tables } from './table.ts';
import { compileWindow, keep, lengthMs } from './window.ts';

const DAY_MS = 86_400_000;

/** What a page needs to act on memberships; empty when the site's rules only tell segments. */
export function compileActivation(tables: Tables): ActivationProgram {
  const { rules } = tables;
  const experiments = allExperiments(tables);
  const experiences = [...rules.experiences].sort((a, b) => b.priority - a.priority);
  for (const one of experiences) keepShowings(one, tables);
  const acts = experiments.length + rules.meters.length + rules.offers.length > 0;
  return {
    // By this the page knows that it needs what decides on them.
    ...((acts || rules.holdout !== DEFAULT_HOLDOUT) && { holdout: rules.holdout }),
    ...(experiments.length > 0 && { experiments }),
    ...(experiences.length > 0 && {
      experiences: experiences.map((one) => compileExperience(one, experiments, tables)),
    }),
    ...(rules.meters.length > 0 && {
      meters: rules.meters.map((one) => compileMeter(one, tables)),
    }),
    ...(rules.offers.length > 0 && {
      offers: rules.offers.map((one) => compileOffers(one, tables)),
    }),
    ...(rules.edge.length > 0 && {
      edge: rules.edge.map(({ path, names }) => [path, ...names] as const),
    }),
  };
}

/** Those that are shared, then those that experiences are by themselves. */
function allExperiments({ rules }: Tables): readonly ExperimentCode[] {
  const own = rules.experiences.filter(({ experiment }) => experiment === null);
  return [
    ...rules.experiments.map(({ id, arms, coverage, namespace }) =>
      compileExperiment(id, arms, coverage, namespace),
    ),
    ...own.map(({ id, variants, coverage, namespace }) =>
      compileExperiment(id, variants, coverage, namespace),
    ),
  ];
}

function compileExperiment(
  key: string,
  arms: readonly { readonly id: string; readonly weight: number | null }[],
  coverage: number,
  namespace: NamespacePart | null,
): ExperimentCode {
  const weights = arms.map(({ weight }) => weight ?? 0);
  const ranges = getBucketRange(arms.length, coverage, weights).map(
    ([from, to]) => [rounded(from), rounded(to)] as const,
  );
  const names = arms.map(({ id }) => id);
  if (namespace === null) return [key, names, ranges];
  return [key, names, ranges, [namespace.name, namespace.from, namespace.to]];
}

/** Visitors stand at whole steps of 10⁻⁴: finer digits would only be noise of the arithmetic. */
const rounded = (place: number): number => Number(place.toFixed(6));

function compileExperience(
  experience: Experience,
  experiments: readonly ExperimentCode[],
  tables: Tables,
): ExperienceCode {
  const { id, segment, slot, experiment, variants, schedule, caps } = experience;
  const number = experiments.findIndex(([key]) => key === (experiment ?? id));
  const contents = experiments[number]![1].map((arm): ContentCode => {
    const variant = variants.find((one) => one.id === arm);
    return variant ? compileContent(variant.content) : 0;
  });
  const hasSchedule = schedule.from !== null || schedule.to !== null;
  const hasCaps = caps.session !== null || caps.day !== null || caps.ever !== null;
  const row: Required<ExperienceCode> = [
    id,
    tables.segment(segment),
    slot,
    number,
    contents,
    holdoutOf(segment, tables),
    hasSchedule ? [schedule.from ?? 0, schedule.to ?? 0] : 0,
    hasCaps ? [caps.session ?? 0, caps.day ?? 0, caps.ever ?? 0] : 0,
    experience.coolDownMs,
    experience.exclusionGroup ?? 0,
  ];
  return withoutEnd(row, 5);
}

/**
 * The greatest share that any experience of a segment asks for: who is held out of one of them must
 * not see the segment through another.
 */
function holdoutOf(segment: string, { rules }: Tables): number {
  const shares = rules.experiences.map((one) => (one.segment === segment ? one.holdout : 0));
  return Math.max(...shares);
}

function compileContent(content: Content | null): ContentCode {
  if (content === null) return 1;
  return Object.fromEntries([
    ...(content.text === null ? [] : [['#text', content.text]]),
    ...(content.html === null ? [] : [['#html', content.html]]),
    ...content.attributes.map(({ name, value }) => [name, value]),
  ]);
}

/** Drops the zeros at the end of a row, which say nothing; the first `least` members stay. */
function withoutEnd<Row extends readonly unknown[]>(row: Row, least: number): Row {
  let length = row.length;
  while (length > least && row[length - 1] === 0) length--;
  // The members that are cut off are those that the row's type lets out.
  return row.slice(0, length) as unknown as Row;
}

/** Showings are counted from the log, which has to keep them as long as any limit looks back. */
function keepShowings({ caps, coolDownMs }: Experience, tables: Tables): void {
  const dayMs = caps.session !== null || caps.day !== null ? 2 * DAY_MS : 0;
  const ms = caps.ever === null ? Math.max(dayMs, coolDownMs) : Infinity;
  if (ms > 0) keep({ types: [SHOWN_EVENT], where: null }, ms, tables);
}

function compileMeter(meter: Meter, tables: Tables): MeterCode {
  keep({ types: [METER_EVENT], where: null }, lengthMs(meter.window), tables);
  const { where, exempt, registered } = meter;
  const counted = [
    ...(where === null ? [] : [where]),
    ...(exempt.pages === null ? [] : [{ kind: 'not', of: exempt.pages } as const]),
  ];
  const pages =
    counted.length === 0 ? 0 : compileWhere({ kind: 'all', of: counted }, tables.rules.models);
  const row: Required<MeterCode> = [
    meter.id,
    meter.free,
    compileWindow(meter.window, tables),
    meter.article,
    pages,
    exempt.segments.length > 0 ? exempt.segments.map(tables.segment) : 0,
    registered ? [tables.segment(registered.segment), registered.bonus] : 0,
  ];
  return withoutEnd(row, 4);
}

function compileOffers({ id, signal, steps, otherwise }: OfferLadder, tables: Tables): OffersCode {
  return [
    id,
    otherwise ?? '',
    signal ?? '',
    ...steps.map(({ offer, segment, gte }) => {
      const number = segment === null ? -1 : tables.segment(segment);
      return gte === null ? ([offer, number] as const) : ([offer, number, gte] as const);
    }),
  ];
}
