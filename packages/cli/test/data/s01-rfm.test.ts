import { expect, test } from 'vitest';
import {
  backtest,
  dataFile,
  describeData,
  ownFile,
  readData,
  readRows,
} from '../support/data-set.ts';
import { type Cuts, cellId, rfmRules } from '../support/rfm-rules.ts';

const DAY_MS = 86_400_000;

describeData('s01-rfm-orders/rfm_data_orders.csv.gz', () => {
  const published = () => JSON.parse(readData('s01-rfm-orders/expected_segments_A.json'));
  const replay = (cuts: Cuts, ...more: string[]) => {
    const events = dataFile('s01-rfm-orders/rfm_data_orders.csv.gz');
    const map = ownFile('maps/s01-orders.map.json');
    const at = published().analysis_date;
    const args = ['--rules', 'rules.json', '--events', events, '--map', map, '--at', at, ...more];
    return backtest(args, { 'rules.json': rfmRules(cuts, published().bands) });
  };
  const publishedCuts = (): Cuts => {
    const { recency, frequency, monetary } = published().score_cut_points;
    return { recency: recency.map((days: number) => days * DAY_MS), frequency, monetary };
  };
  const measuredCuts = async (): Promise<Cuts> => {
    const { quantiles } = await replay(publishedCuts(), '--quantiles', '0.2,0.4,0.6,0.8');
    // The R package scores by "less than the quantile + 1": a day, an order, a unit of money.
    const cutsOf = (signal: string, one: number) =>
      quantiles[signal].at.map((q: { value: number }) => q.value + one);
    return {
      recency: cutsOf('recency', DAY_MS),
      frequency: cutsOf('frequency', 1),
      monetary: cutsOf('monetary', 1),
    };
  };

  test('--quantiles gives the published breakpoints, which are quantiles + 1', async () => {
    const [measured, expected] = [await measuredCuts(), publishedCuts()];
    for (const signal of ['recency', 'frequency', 'monetary'] as const) {
      measured[signal].forEach((cut, i) => {
        expect(cut).toBeCloseTo(expected[signal][i] as number, 6);
      });
    }
  });

  test.each([
    { name: 'fixed breakpoints', cuts: async () => publishedCuts() },
    { name: 'breakpoints computed from the data', cuts: measuredCuts },
  ])('$name: customers, orders and revenue of every published row', async ({ cuts }) => {
    const report = await replay(await cuts(), '--members', '--values');
    expect(report).toMatchObject({
      visitors: published().customers,
      events: published().total_transactions,
    });
    const table = Object.fromEntries(
      Object.keys(published().expected).map((name) => {
        const members: string[] = report.members[cellId(name)];
        const total = (signal: string) =>
          members.reduce((sum, visitor) => sum + report.values[visitor][signal], 0);
        expect(report.segments[cellId(name)].size).toBe(members.length);
        return [
          name,
          { customers: members.length, orders: total('frequency'), revenue: total('monetary') },
        ];
      }),
    );
    expect(table).toEqual(published().expected);
  });

  test('--values gives the published row of each named customer', async () => {
    const { values } = await replay(publishedCuts(), '--values');
    const rows = readRows('s01-rfm-orders/expected_rows.csv');
    expect(rows).toHaveLength(11);
    for (const row of rows) {
      expect(values[row.customer_id as string]).toEqual({
        recency: Number(row.recency_days) * DAY_MS,
        frequency: Number(row.transaction_count),
        monetary: Number(row.amount),
      });
    }
  });
});
