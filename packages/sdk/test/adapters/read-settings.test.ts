import { expect, test, vi } from 'vitest';
import { readSettings } from '../../src/adapters/lib/read-settings.ts';
import { run } from '../../src/adapters/lib/run.ts';
import { freshPage } from './support/page.ts';

const tag = (value: string): void => {
  const script = document.createElement('script');
  script.setAttribute('data-tcf', value);
  document.head.replaceChildren(script);
};

test('an object is taken, and nothing said is an empty one', () => {
  freshPage();
  expect(readSettings(window, 'tcf')).toEqual({});
  tag('');
  expect(readSettings(window, 'tcf')).toEqual({});
  tag('{"map":{"storage":["1"]}}');
  expect(readSettings(window, 'tcf')).toEqual({ map: { storage: ['1'] } });
});

test.each(['{"map"', '[]', '"1"', 'null', '7'])('%s stops the adapter, with a word', (value) => {
  const { win } = freshPage();
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const start = vi.fn();
  tag(value);
  run(win, 'tcf', start);
  expect(start).not.toHaveBeenCalled();
  expect(warn).toHaveBeenCalledWith(`Inkling: data-tcf is ${value}; expected a JSON object.`);
  warn.mockRestore();
});

test('a markup element that is no script says nothing', () => {
  freshPage();
  document.body.innerHTML = '<img data-tcf=\'{"outside":"granted"}\'>';
  expect(readSettings(window, 'tcf')).toEqual({});
});

test('an adapter runs once on a page, and its faults stay in it', () => {
  const { win } = freshPage();
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const start = vi.fn(() => {
    throw new Error('no');
  });
  run(win, 'tcf', start);
  run(win, 'tcf', start);
  expect(start).toHaveBeenCalledOnce();
  expect(warn).toHaveBeenCalledOnce();
  warn.mockRestore();
});
