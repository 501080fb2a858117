import { expect, test } from 'vitest';
import {
  backtest,
  dataFile,
  describeData,
  ownFile,
  readData,
  readRows,
} from '../support/data-set.ts';

describeData('s05-snowplow-ecommerce/events.csv.gz', () => {
  const replay = (map: string, ...more: string[]) => {
    const events = ['--events', dataFile('s05-snowplow-ecommerce/events.csv.gz')];
    const rules = ['--rules', ownFile('rules/s05-shop.rules.json')];
    return backtest([...rules, ...events, '--map', ownFile(`maps/${map}.map.json`), ...more]);
  };

  test('every published column of all 63 sessions', async () => {
    const { values, members, sessions } = await replay('s05-by-session', '--values', '--members');
    const abandoned = new Set(members['cart-abandoned']);
    const rows = readRows('s05-snowplow-ecommerce/expected_sessions.csv');
    expect(sessions).toBe(63);
    for (const row of rows) {
      const id = row.domain_sessionid as string;
      const number = (column: string) => Number(row[column] ?? 0);
      expect({ id, ...values[id], abandoned: abandoned.has(id) }).toEqual({
        id,
        'product-views': number('number_product_views'),
        adds: number('number_add_to_carts'),
        removes: number('number_remove_from_carts'),
        carts: number('number_carts_created'),
        transactions: number('total_number_transactions'),
        revenue: number('total_transaction_revenue'),
        quantity: number('total_transaction_quantity'),
        products: number('total_transacted_products'),
        steps: number('number_checkout_steps_visited'),
        'distinct-steps': number('number_unique_checkout_steps_attempted'),
        abandoned: row.session_cart_abandoned === 'True',
      });
    }
  });

  test('the published totals', async () => {
    const { totals } = JSON.parse(readData('s05-snowplow-ecommerce/expected_totals.json'));
    const bySession = await replay('s05-by-session', '--values');
    const byUser = await replay('s05-by-user');
    const all: { readonly [signal: string]: number }[] = Object.values(bySession.values);
    const sum = (signal: string) => all.reduce((total, one) => total + (one[signal] ?? 0), 0);
    expect({
      events: bySession.events + bySession.skipped.byMap,
      events_after_dropping_app_skip_me: bySession.events,
      sessions: byUser.sessions,
      users: byUser.visitors,
      product_views: sum('product-views'),
      add_to_carts: sum('adds'),
      remove_from_carts: sum('removes'),
      transactions: sum('transactions'),
      revenue: Math.round(sum('revenue') * 100) / 100,
      sessions_with_cart_interaction: bySession.segments['cart-used'].size,
      sessions_cart_abandoned: bySession.segments['cart-abandoned'].size,
      sessions_with_transaction: bySession.segments.buyers.size,
    }).toEqual(totals);
    expect(byUser.conversions.purchase).toMatchObject({ count: 14, value: 1_466_094.89 });
  });
});
