import { styleText } from 'node:util';
import type { Figure, SegmentReport, SimulationReport } from '@inkling/simulate';
import { type Column, table } from '../output/table.ts';
import { wordCount, wordNumber, wordShare } from '../output/words.ts';

/** Beyond these a table helps nobody; `--json` has all of it. */
const MOST_DAYS = 31;
const MOST_WEEKS = 8;

const right = (head: string): Column => ({ head, align: 'right' });
const SIDES = ['truth', 'told', 'lost', 'counted', 'error'].map(right);
const sides = ({ truth, told, lost, counted, error }: Figure): string[] =>
  [truth, told, lost, counted, error].map(wordNumber);

/** Words a report for people: the truth beside the counts. */
export function wordSimulation(report: SimulationReport, coloured: boolean): string {
  const title = (text: string): string =>
    coloured ? styleText('bold', text, { validateStream: false }) : text;
  const parts: readonly (readonly [string, string])[] = [
    ['Everybody', totalTable(report)],
    ['Segments', segmentTable(report)],
    ['Unique visitors by day', dayTable(report)],
    ['Visitors of a week who came again', retentionTable(report)],
    ['Experiment', experimentTable(report)],
  ];
  const tables = parts.filter(([, text]) => text !== '');
  return [headline(report), ...tables.map(([head, text]) => `${title(head)}\n${text}`)].join('\n');
}

function headline(report: SimulationReport): string {
  const { made, counted, duplicates, refused, lost } = report.reports;
  const cells = wordCount(report.cells, 'cell');
  return [
    `${wordCount(report.visitors, 'visitor')} from ${report.from} to ${report.to}, seed ${report.seed}: ${wordCount(report.visits, 'visit')}, ${wordCount(report.events, 'event')}.`,
    `${wordCount(made, 'report')}: ${wordNumber(counted)} counted once, ${wordNumber(lost)} lost; ${wordCount(duplicates, 'copy', 'copies')} known, ${wordNumber(refused)} too late.`,
    `told: what browsers that may speak could say; lost: in reports that never arrived; error: counted + lost − told.`,
    report.wrongCells === 0
      ? `Error 0 in each of ${cells}.`
      : `WRONG: ${wordNumber(report.wrongCells)} of ${cells} have an error.`,
    '',
  ].join('\n');
}

function totalTable({ totals, conversions }: SimulationReport): string {
  const money = (figure: Figure): string[] =>
    [figure.truth, figure.told, figure.lost, figure.counted, figure.error].map((cents) =>
      wordNumber(cents / 100),
    );
  return table(
    [{ head: '' }, ...SIDES],
    [
      ...Object.entries(totals).map(([name, figure]) => [wordMetric(name), ...sides(figure)]),
      ...Object.entries(conversions).flatMap(([id, { count, revenueCents }]) => [
        [`${id}, times`, ...sides(count)],
        [`${id}, revenue`, ...money(revenueCents)],
      ]),
    ],
  );
}

function wordMetric(metric: string): string {
  if (metric === 'visitors') return 'unique visitors, each day';
  return metric === 'engaged' ? 'engaged seconds' : metric.replaceAll('_', ' ');
}

function segmentTable({ segments }: SimulationReport): string {
  const rows = Object.entries(segments).flatMap(([id, one]) => segmentRows(id, one));
  return rows.length === 0 ? '' : table([{ head: 'segment' }, { head: '' }, ...SIDES], rows);
}

/** Sizes are estimates from leases: they have no error that must be 0. */
function segmentRows(id: string, { size, entered, left, late, conversions }: SegmentReport) {
  const { truth, told, counted } = size;
  return [
    [id, 'size at the end', wordNumber(truth), wordNumber(told), '', wordNumber(counted), ''],
    ['', 'entered', ...sides(entered)],
    ['', 'left', ...sides(left)],
    ...(late.told > 0 ? [['', 'noticed late', '', ...sides(late).slice(1)]] : []),
    ...(conversions.truth > 0 ? [['', 'conversions', ...sides(conversions)]] : []),
  ];
}

function dayTable({ days }: SimulationReport): string {
  const rows = days.slice(-MOST_DAYS).map(({ day, visitors }) => [day, ...sides(visitors)]);
  const more = days.length - MOST_DAYS;
  return (
    table([{ head: 'day' }, ...SIDES], rows) +
    (more > 0 ? `${more} earlier days: see --json.\n` : '')
  );
}

/** Truth and count of each cohort, week after week. */
function retentionTable({ retention }: SimulationReport): string {
  const columns = Array.from({ length: Math.min(MOST_WEEKS, retention.length) }, (_, week) =>
    right(`week ${week}`),
  );
  const rows = retention.flatMap(({ cohort, weeks }) => [
    [cohort, 'truth', ...weeks.slice(0, MOST_WEEKS).map(({ truth }) => wordNumber(truth))],
    ['', 'told', ...weeks.slice(0, MOST_WEEKS).map(({ told }) => wordNumber(told))],
    ['', 'counted', ...weeks.slice(0, MOST_WEEKS).map(({ counted }) => wordNumber(counted))],
  ]);
  return table([{ head: 'cohort' }, { head: '' }, ...columns], rows);
}

function experimentTable({ experiment }: SimulationReport): string {
  if (experiment === null) return '';
  const { plantedLift, control, treatment } = experiment;
  const rows = Object.entries({ control, treatment }).map(
    ([arm, { visitors, converted, rate }]) => [
      ...[arm, wordNumber(visitors), wordNumber(converted), wordShare(rate)],
    ],
  );
  const columns = [{ head: 'arm' }, ...['visitors', 'converted', 'rate'].map(right)];
  return `${table(columns, rows)}Planted: each act ${wordShare(plantedLift)} more likely under treatment.\n`;
}
