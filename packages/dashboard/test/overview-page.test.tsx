// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OverviewPage } from '../src/view/overview-page.tsx';
import { type Answers, BUNDLE, fakeEdge, problem } from './fake-edge.ts';
import { fans, row } from './rows.ts';

vi.mock('../src/view/size-chart.tsx', () => ({ SizeChart: () => null }));

const BASE = '/v1/sites/daily-ink';
const today = new Date().toISOString().slice(0, 10);
const access = { site: 'daily-ink', token: 't0' };
let root: HTMLElement;

beforeEach(() => {
  root = document.body.appendChild(document.createElement('div'));
});
afterEach(() => {
  render(null, root);
  root.remove();
});

function show(answers: Answers): void {
  const edge = fakeEdge({ [`${BASE}/rules.json`]: () => Response.json(BUNDLE), ...answers });
  const win = Object.create(window, { fetch: { value: edge.fetch } }) as Window;
  render(<OverviewPage win={win} access={access} onLeave={() => {}} />, root);
}

const metrics = (rows: object[]) => () => Response.json({ site: 'daily-ink', k: 1, rows });
const shown = (text: string) => vi.waitFor(() => expect(root.textContent).toContain(text), 5000);

test('shows sizes out of how many, and of when', async () => {
  show({
    [`${BASE}/metrics`]: metrics([
      row({ day: today, value: 8 }),
      row({ day: today, metric: 'page_views', value: 30 }),
      fans({ day: today, value: 2 }),
      fans({ day: today, metric: 'stock', bucket: '30', value: 5 }),
    ]),
  });
  await shown('2 of 8');
  expect(root.querySelector('.segments .big')?.textContent).toBe('5');
  expect(root.textContent).toContain('rules v14');
  expect(root.textContent).toContain('as of');
  expect(root.querySelector('.empty')).toBeNull();
});

test('waits for the first page view, and turns green by itself', async () => {
  let rows: object[] = [];
  show({ [`${BASE}/metrics`]: () => metrics(rows)() });
  await shown('Waiting for the first page view');
  expect(root.querySelector('pre')?.textContent).toContain('data-site="daily-ink"');
  expect(root.querySelector('.segments .big')?.textContent).toBe('–');
  rows = [row({ day: today, metric: 'page_views', value: 1 })];
  await shown('The first page view has come.');
});

test('says in words what a refused token means', async () => {
  show({ [`${BASE}/metrics`]: () => problem(401, 'unauthorized') });
  await shown('This token is not valid here.');
  expect(root.querySelector('[role=alert] button')?.textContent).toBe('Use another token');
});
