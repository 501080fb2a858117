import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { DaySize } from '../data/day-size.ts';
import { shortDay } from '../data/days.ts';
import type { Publication } from '../data/versions.ts';
import { whole } from '../data/words.ts';
import { drawMark } from './draw-mark.ts';

const HEIGHT = 240;

interface Props {
  readonly win: Window;
  readonly byDay: readonly DaySize[];
  readonly publications: readonly Publication[];
}

/** Bars from zero, one a day; today's is lighter. Follows the width of its box and the theme. */
export function SizeChart({ win, byDay, publications }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const dark = win.matchMedia('(prefers-color-scheme: dark)');
    let plot: uPlot | null = null;
    const draw = (): void => {
      plot?.destroy();
      const hooks = { draw: [marks(byDay, publications, win.getComputedStyle(element).color)] };
      plot = new uPlot({ ...options(win, element, byDay), hooks }, data(byDay), element);
    };
    const observer = new ResizeObserver(() => {
      plot?.setSize({ width: element.clientWidth, height: HEIGHT });
    });
    draw();
    observer.observe(element);
    dark.addEventListener('change', draw);
    return () => {
      observer.disconnect();
      dark.removeEventListener('change', draw);
      plot?.destroy();
    };
  }, [win, byDay, publications]);
  return <div class="chart" ref={box} aria-hidden="true" />;
}

/** Draws the publications that lie within the days. */
function marks(
  byDay: readonly DaySize[],
  publications: readonly Publication[],
  color: string,
): (plot: uPlot) => void {
  const found = publications
    .map(({ day, label }) => ({ index: byDay.findIndex((size) => size.day === day), label }))
    .filter(({ index }) => index >= 0);
  return (plot) => {
    for (const { index, label } of found) drawMark(plot, index, label, color);
  };
}

function data(byDay: readonly DaySize[]): uPlot.AlignedData {
  const last = byDay.length - 1;
  return [
    byDay.map((_, i) => i),
    byDay.map(({ size }, i) => (i === last ? null : size)),
    byDay.map(({ size }, i) => (i === last ? size : null)),
  ];
}

function options(win: Window, element: Element, byDay: readonly DaySize[]): uPlot.Options {
  const style = win.getComputedStyle(element);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  const bars = uPlot.paths.bars?.({ size: [0.7, 48], align: 0 });
  const axis = {
    stroke: style.color,
    font: '12px system-ui, sans-serif',
    grid: { stroke: color('--chart-grid'), width: 1 },
    ticks: { show: false },
  };
  const series = (fill: string): uPlot.Series => ({
    fill: color(fill),
    stroke: color('--chart-line'),
    width: 1,
    points: { show: false },
    ...(bars && { paths: bars }),
  });
  const top = Math.max(4, ...byDay.map(({ size }) => size ?? 0));
  return {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: [-0.6, byDay.length - 0.4] },
      y: { range: [0, Math.ceil(top * 1.1)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        values: (_, splits) => splits.map((i) => shortDay(byDay[i]?.day ?? '') || ''),
        incrs: [1, 2, 7, 14, 28],
        space: 56,
      },
      { ...axis, size: 48, values: (_, splits) => splits.map(whole), incrs: wholeSteps() },
    ],
    series: [{}, series('--chart-bar'), series('--chart-today')],
  };
}

/** 1, 2, 5, 10, … so that no axis ever shows half a browser. */
function wholeSteps(): number[] {
  return Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((n) => n * 10 ** power)).flat();
}
