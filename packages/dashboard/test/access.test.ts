// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { keepAccess, readAccess } from '../src/access.ts';

beforeEach(() => {
  sessionStorage.clear();
  history.replaceState(null, '', '/dashboard/');
});

test('nothing known: both are asked for', () => {
  expect(readAccess(window)).toEqual({ site: '', token: '' });
});

test('a token in the address is taken, kept for the tab, and out of the address at once', () => {
  history.replaceState(null, '', '/dashboard/#site=daily-ink&token=t0');
  expect(readAccess(window)).toEqual({ site: 'daily-ink', token: 't0' });
  expect(location.hash).toBe('');
  expect(readAccess(window)).toEqual({ site: 'daily-ink', token: 't0' });
});

test('the token of one site never opens another', () => {
  keepAccess(window, { site: 'daily-ink', token: 't0' });
  history.replaceState(null, '', '/dashboard/?site=other');
  expect(readAccess(window)).toEqual({ site: 'other', token: '' });
});

test('a session is known again, without a token', () => {
  keepAccess(window, { site: 'daily-ink', token: '', session: true });
  expect(readAccess(window)).toEqual({ site: 'daily-ink', token: '', session: true });
  expect(sessionStorage.getItem('inkling:dashboard')).not.toContain('t0');
});

test('signing out forgets', () => {
  keepAccess(window, { site: 'daily-ink', token: 't0' });
  keepAccess(window, null);
  expect(readAccess(window).token).toBe('');
});
