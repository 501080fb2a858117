import { expect, test } from 'vitest';
import { backtest, describeData, ownFile, readData } from '../support/data-set.ts';

const DAY_MS = 86_400_000;

describeData('s02-rfm-unit/vectors.json', () => {
  const vectors = () => JSON.parse(readData('s02-rfm-unit/vectors.json'));
  const replay = (rows: readonly (readonly [number, string, number?])[]) => {
    const lines = rows.map(([visitor, t, value]) =>
      JSON.stringify({ visitor, t, type: 'purchase', ...(value && { value, currency: 'USD' }) }),
    );
    const rules = ['--rules', ownFile('rules/s02-summary.rules.json'), '--values'];
    const at = ['--at', vectors().observation_end];
    return backtest([...rules, ...at, '--events', 'events.ndjson'], {
      'events.ndjson': lines.join('\n'),
    });
  };

  test('frequency, recency, age and monetary value of each customer', async () => {
    const { values } = await replay(vectors().transactions);
    const rows = vectors().expected_daily.map(([id]: [number]) => {
      const { frequency, recency, age, monetary } = values[String(id)];
      // Nobody who bought once has a mean of later days; lifetimes writes 0 for it.
      return [id, frequency, recency / DAY_MS, age / DAY_MS, monetary ?? 0];
    });
    expect(rows).toEqual(vectors().expected_daily);
  });

  test('the small example', async () => {
    const { transactions, expected } = vectors().small;
    const { values } = await replay(transactions);
    const rows = expected.map(([id]: [number]) => {
      const { frequency, recency, age } = values[String(id)];
      return [id, frequency, recency / DAY_MS, age / DAY_MS];
    });
    expect(rows).toEqual(expected);
  });
});
