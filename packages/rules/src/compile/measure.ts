// One switch over all measures: each arm is a row of codes, and together they are the one place
// where the language meets the engine's tables.
import { codes } from '@inkling/engine';
import type { EventMatch, Filter, Measure, Operand, Window } from '../ast.ts';
import { compileMatch, compileWhere, numberTests } from './filter.ts';
import { compileScore } from './score.ts';
import { compileSequence } from './sequence.ts';
import type { Tables } from './table.ts';
import { compileWindow, keep, lengthMs, type MeasureCode } from './window.ts';

const MICRO = 1e6;
const UNIT = { day: 0, week: 1, month: 2, session: 3 } as const;

/** A measure as the engine reads it; signals are written out. */
export function compileMeasure(measure: Measure, tables: Tables): MeasureCode {
  switch (measure.kind) {
    case 'count':
      return [codes.TOTAL, ...over(measure, tables), 1, 1];
    case 'sum':
      return [codes.TOTAL, ...over(measure, tables, codes.NUMBER, measure.field), MICRO];
    case 'min':
    case 'max':
    case 'avg': {
      const kind = { min: codes.MIN, max: codes.MAX, avg: codes.AVG }[measure.kind];
      return [kind, ...over(measure, tables, codes.NUMBER, measure.field)];
    }
    case 'revenue':
      return [
        codes.TOTAL,
        ...over(
          {
            event: { types: ['purchase', 'refund'], where: measure.where },
            window: measure.window,
          },
          tables,
          codes.MONEY,
          tables.rules.currency,
        ),
        MICRO,
      ];
    case 'engaged':
      return [
        codes.TOTAL,
        ...over(pages('user_engagement', measure), tables, codes.NUMBER, 'engagement_time_msec'),
        MICRO * 1000,
        1,
      ];
    case 'distinct':
    case 'list': {
      const kind = measure.kind === 'list' ? codes.LIST : codes.DISTINCT;
      return [kind, ...over(measure, tables, codes.SCALAR, measure.field), measure.cap];
    }
    case 'top':
    case 'bottom': {
      const kind = measure.kind === 'top' ? codes.TOP : codes.BOTTOM;
      const { least, cap } = measure;
      return [kind, ...over(measure, tables, codes.SCALAR, measure.field), least, cap];
    }
    case 'first':
    case 'last':
    case 'nth': {
      const n = measure.kind === 'last' ? -measure.n : measure.n;
      return [codes.NTH, ...over(measure, tables, codes.SCALAR, measure.field), n];
    }
    case 'since-last':
    case 'since-first':
      return [codes.SINCE, ...over(measure, tables), measure.kind === 'since-first' ? 1 : 0];
    case 'periods':
      return compilePeriods(measure, tables);
    case 'regular': {
      const { days, of, least, running } = measure;
      keep(measure.event, (days * (of + 1) + 2) * 86_400_000, tables);
      const stream = tables.stream([compileMatch(measure.event, tables)]);
      return [codes.REGULAR, stream, days, of, least, running ? 1 : 0];
    }
    case 'streak':
      return [
        codes.STREAK,
        over(
          { event: measure.event, window: { kind: 'ever' } },
          tables,
          codes.PER_DAY + UNIT[measure.unit],
        )[0],
        UNIT[measure.unit],
      ];
    case 'engaged-views':
    case 'completion':
      return compilePages(measure, tables);
    case 'sequence':
      return compileSequence(measure, tables);
    case 'ratio':
    case 'difference':
      return [
        measure.kind === 'ratio' ? codes.RATIO : codes.DIFFERENCE,
        compileOperand(measure.left, tables),
        compileOperand(measure.right, tables),
      ];
    case 'trend':
      return compileTrend(measure.of, tables);
    case 'score':
      return compileScore(measure, tables);
    case 'strongest':
      return [
        codes.STRONGEST,
        ...measure.of.map(({ label, measure: of }) => [label, compileMeasure(of, tables)]),
      ];
    case 'percentile':
      return [codes.PERCENTILE, measure.signal, compileSignal(measure.signal, tables)];
    case 'model':
      return compileModel(measure.model, tables);
    case 'trait':
    case 'context': {
      const event = { types: [measure.kind], where: null };
      const ever = { event, window: { kind: 'ever' } } as const;
      return [codes.NTH, ...over(ever, tables, codes.TRAIT, measure.key), -1];
    }
    case 'nth-event':
      return [
        codes.NTH_EVENT,
        over({ event: measure.event, window: { kind: 'ever' } }, tables)[0],
        measure.n,
      ];
    case 'entered':
    case 'exited': {
      const side = measure.kind === 'entered' ? 1 : 2;
      const stream = tables.stream([-side - 2 * tables.segment(measure.segment)]);
      return [codes.TOTAL, stream, compileWindow(measure.window, tables), 1];
    }
    case 'in-for': {
      const segment = tables.segment(measure.segment);
      tables.hangsOn.add(~segment);
      return [codes.IN_FOR, segment];
    }
    case 'signal':
      return compileSignal(measure.signal, tables);
  }
}

interface Over {
  readonly event: EventMatch;
  readonly window: Window;
}

/** Stream and window of a measure over events. */
function over(
  { event, window }: Over,
  tables: Tables,
  kind: number = codes.COUNT,
  field?: string,
): [stream: number, window: readonly unknown[]] {
  keep(event, lengthMs(window), tables);
  const matcher = compileMatch(event, tables);
  const stream = tables.stream(
    field !== undefined
      ? [matcher, kind, field]
      : kind === codes.COUNT
        ? [matcher]
        : [matcher, kind],
  );
  return [stream, compileWindow(window, tables)];
}

function pages(type: string, { where, window }: { where: Filter | null; window: Window }): Over {
  return { event: { types: [type], where }, window };
}

function compileSignal(signal: string, tables: Tables): MeasureCode {
  const found = tables.rules.signals.find(({ id }) => id === signal);
  if (!found) throw new Error(`No signal ${signal}: the rules were not checked.`);
  return compileMeasure(found.measure, tables);
}

function compileOperand(operand: Operand, tables: Tables): MeasureCode {
  return operand.kind === 'number'
    ? [codes.CONSTANT, operand.value]
    : compileMeasure(operand, tables);
}

function compilePeriods(
  measure: Extract<Measure, { kind: 'periods' }>,
  tables: Tables,
): MeasureCode {
  const unit = UNIT[measure.unit];
  if (!measure.total) return [codes.TOTAL, ...over(measure, tables, codes.PER_DAY + unit), 1, 1];
  const { field, tests } = measure.total;
  return [
    codes.PERIOD_TOTALS,
    ...over(measure, tables, codes.WITH_FIELD, field),
    unit,
    ...numberTests(tests),
  ];
}

/** Streams of the events that tell of page views: the views, their engagement, their scrolls. */
function compilePages(
  measure: Extract<Measure, { kind: 'engaged-views' | 'completion' }>,
  tables: Tables,
): MeasureCode {
  const { where } = measure;
  const match = (type: string, filter: Filter | null): number => {
    keep({ types: [type], where: null }, lengthMs(measure.window), tables);
    return tables.matcher(filter ? [[type], compileWhere(filter, tables.rules.models)] : [[type]]);
  };
  const window = compileWindow(measure.window, tables);
  const views = [match('page_view', where), match('page_view', null), match('scroll', null)];
  if (measure.kind === 'completion') {
    const stream = tables.stream([views, codes.VIEWS]);
    return [codes.COMPLETION, stream, window, measure.scope === 'page' ? 1 : 0];
  }
  const stream = tables.stream([[...views, match('user_engagement', null)], codes.VIEWS]);
  return [
    codes.ENGAGED_VIEWS,
    stream,
    window,
    measure.seconds ? numberTests([measure.seconds]) : [],
    measure.scrolled ? numberTests([measure.scrolled]) : [],
  ];
}

function compileTrend(of: Measure, tables: Tables): MeasureCode {
  if (!('window' in of) || of.window.kind !== 'rolling') {
    throw new Error('A trend is over a rolling window: the rules were not checked.');
  }
  const { fromMs, toMs } = of.window;
  const before = { kind: 'rolling', fromMs: 2 * fromMs - toMs, toMs: fromMs } as const;
  return [
    codes.TREND,
    compileMeasure(of, tables),
    compileMeasure({ ...of, window: before }, tables),
  ];
}

function compileModel(id: string, tables: Tables): MeasureCode {
  const model = tables.rules.models.find((one) => one.id === id);
  if (!model) throw new Error(`No model ${id}: the rules were not checked.`);
  const { kind, inputs, vector, weights, bias } = model;
  const head = [kind === 'cosine' ? 1 : 0, weights, bias] as const;
  if (vector === null) {
    return [codes.MODEL, ...head, ...inputs.map((input) => compileOperand(input, tables))];
  }
  const page = { event: { types: ['page_view'], where: null }, window: { kind: 'ever' } } as const;
  return [codes.VECTOR, ...head, over(page, tables, codes.WITH_FIELD, vector)[0]];
}
