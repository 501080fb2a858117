import { addDays, listDays, type MetricRow, sizeByDay } from '@inkling/measure';
import { cellRow, type Metric } from '@inkling/report';
import { type Figures, readFigures } from './figures.ts';
import { EXACT } from './ledger.ts';
import type { ArmReport, Cohort, SegmentReport, SimulationReport, SizeFigure } from './report.ts';
import { type ArmCount, type Simulation, wrongCells } from './simulate.ts';

const TOTALS = ['visitors', 'new_visitors', 'sessions', 'page_views', 'engaged'] as const;

/** Puts the truth beside what was told and what was counted. */
export function summarise(simulation: Simulation): SimulationReport {
  const { options, rules, traffic, arms, told } = simulation;
  const { seed, from, visitors, lift } = options;
  const figures = readFigures(simulation);
  const to = addDays(from, options.days - 1);
  const days = listDays(from, to);
  const { byHour, ...reports } = traffic;
  const everybody = (metric: Metric, bucket?: string) =>
    figures({ subject: '*', metric, ...(bucket !== undefined && { bucket }) });
  return {
    ...{ site: rules.site, seed, from, to, visitors },
    archetypes: Object.fromEntries([...simulation.archetypes].sort()),
    ...{ browsers: simulation.browsers, visits: simulation.visits, events: simulation.events },
    reports,
    cells: [...told.keys()].filter((key) => EXACT.some((one) => one === key.split('|')[3])).length,
    wrongCells: wrongCells(simulation).length,
    totals: Object.fromEntries(TOTALS.map((metric) => [metric, everybody(metric)])),
    conversions: Object.fromEntries(
      rules.conversions.map(({ id }) => [
        id,
        { count: everybody('conversions', id), revenueCents: everybody('revenue', id) },
      ]),
    ),
    days: days.map((day) => ({
      day,
      visitors: figures({ subject: '*', metric: 'visitors', day }),
    })),
    segments: segmentsOf(simulation, figures, days),
    retention: retentionOf(figures, days),
    experiment:
      lift === 0
        ? null
        : {
            plantedLift: lift,
            control: armOf(arms.control),
            treatment: armOf(arms.treatment),
          },
  };
}

function segmentsOf(
  { program, counted, truthSizes, toldSizes }: Simulation,
  figures: Figures,
  days: readonly string[],
): { [id: string]: SegmentReport } {
  const rows: MetricRow[] = [...counted].map(([key, sum]) => {
    const { delta: value, ...row } = cellRow(key, sum);
    return { ...row, value };
  });
  return Object.fromEntries(
    program.segments.map(({ id, def }) => {
      const stock = sizeByDay(rows, { segment: id, def, days });
      const sizeOn = (i: number): SizeFigure => ({
        truth: truthSizes.get(id)?.[i] ?? 0,
        told: toldSizes.get(id)?.[i] ?? 0,
        counted: stock[i] ?? 0,
      });
      const sum = (metric: Metric) => figures({ subject: id, metric });
      const on = (day: string, metric: Metric) => figures({ subject: id, metric, day });
      return [
        id,
        {
          size: sizeOn(days.length - 1),
          ...{ entered: sum('entered'), left: sum('left'), late: sum('late') },
          ...{ conversions: sum('conversions'), revenueCents: sum('revenue') },
          days: days.map((day, i) => ({
            ...{ day, size: sizeOn(i) },
            ...{ in: on(day, 'in'), entered: on(day, 'entered'), left: on(day, 'left') },
          })),
        },
      ];
    }),
  );
}

/** Each week's cohort, followed to the last week of the simulation. */
function retentionOf(figures: Figures, days: readonly string[]): Cohort[] {
  const weeks = [...new Set(days.map(mondayOf))];
  const daysOf = (week: string) => listDays(week, addDays(week, 6));
  return weeks.map((cohort, i) => ({
    cohort,
    weeks: weeks.slice(i).map((week) =>
      daysOf(week)
        .map((day) => figures({ subject: '*', metric: 'retained', day, bucket: cohort }))
        .reduce((a, b) => ({
          ...{ truth: a.truth + b.truth, told: a.told + b.told, lost: a.lost + b.lost },
          ...{ counted: a.counted + b.counted, error: a.error + b.error },
        })),
    ),
  }));
}

function mondayOf(day: string): string {
  return addDays(day, -((new Date(day).getUTCDay() + 6) % 7));
}

function armOf({ visitors, converted }: ArmCount): ArmReport {
  return { visitors, converted, rate: visitors === 0 ? null : converted / visitors };
}
