import { expect, test } from 'vitest';
import { backtest, dataFile, describeData, ownFile } from '../support/data-set.ts';

const rules = (population: object) =>
  JSON.stringify({
    format: 1,
    site: 'orders',
    signals: { frequency: { count: 'purchase' }, recency: { 'since-last': 'purchase' } },
    segments: population,
  });

describeData('s01-rfm-orders/rfm_data_orders.csv.gz', () => {
  const events = ['--events', dataFile('s01-rfm-orders/rfm_data_orders.csv.gz')];
  const args = ['--rules', 'rules.json', ...events, '--map', ownFile('maps/s01-orders.map.json')];
  const segments = {
    half: { enter: { percentile: 'frequency', gte: 0.5 } },
    nobody: { enter: { percentile: 'frequency', gte: 1 } },
    everybody: { enter: { percentile: 'frequency', gte: 0 } },
    'long-gone': { enter: { percentile: 'recency', gte: 0.9 } },
  };

  test("the file's own visitors give the breakpoints", async () => {
    const report = await backtest([...args, '--values'], { 'rules.json': rules(segments) });
    const all: { readonly frequency: number; readonly recency: number }[] = Object.values(
      report.values,
    );
    const shareBelow = (of: 'frequency' | 'recency', value: number) =>
      all.filter((one) => one[of] < value).length / all.length;
    expect(report.segments.half.size).toBe(
      all.filter(({ frequency }) => shareBelow('frequency', frequency) >= 0.5).length,
    );
    expect(report.segments.nobody.size).toBe(0);
    expect(report.segments.everybody.size).toBe(995);
    // Of 100 breakpoints the last below a value says its share: one per cent at the most less.
    const exact = all.filter(({ recency }) => shareBelow('recency', recency) >= 0.9).length;
    expect(report.segments['long-gone'].size).toBeLessThanOrEqual(exact);
    expect(report.segments['long-gone'].size).toBeGreaterThanOrEqual(exact - 995 * 0.01 - 1);
  });

  test('--population brings those of another report', async () => {
    const { 'long-gone': _, ...steady } = segments;
    const first = await backtest(args, { 'rules.json': rules(steady) });
    const files = { 'rules.json': rules(steady), 'report.json': JSON.stringify(first) };
    const second = await backtest([...args, '--population', 'report.json'], files);
    expect(second.segments).toEqual(first.segments);
    const none = { ...files, 'none.json': '{}' };
    const without = await backtest([...args, '--population', 'none.json'], none);
    expect(without.segments.everybody.size).toBe(0);
  });
});
