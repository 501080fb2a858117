import type { InkEvent, Params } from '@inkling/engine';
import { beforeEach, describe, expect, test } from 'vitest';
import { readCampaign } from '../src/capture/campaign.ts';
import { start } from '../src/capture/capture.ts';
import { cleanParams } from '../src/capture/clean-params.ts';
import { readForm } from '../src/capture/forms.ts';
import { start as leaveOut } from '../src/capture/leave-out.ts';
import { type Link, readLink } from '../src/capture/links.ts';
import { readSearchTerm } from '../src/capture/search-term.ts';
import type { IdleParts } from '../src/idle/parts.ts';
import table from './capture-rows.json' with { type: 'json' };
import { fakeHost } from './support/fake-host.ts';

const link = (href: string, download = ''): Link => {
  const { protocol, hostname, pathname } = new URL(href);
  return { href, protocol, hostname, pathname, download };
};

interface LinkRow {
  readonly href: string;
  readonly download?: string;
  readonly host?: string;
  readonly is: unknown;
}

test.each(table.links as LinkRow[])('a link to $href is $is', ({ href, download, host, is }) => {
  expect(readLink(link(href, download), host ?? 'www.ink.example') ?? null).toEqual(is);
});

test.each(table.terms)('a search in $query tells $term', ({ query, keys, term }) => {
  expect(readSearchTerm(`https://ink.example/find?${query}`, keys) ?? null).toBe(term);
});

test.each(table.arrivals)('who comes from $referrer with $query: $is', (row) => {
  const { query, referrer, opened, is } = row;
  const told = readCampaign(query as Params, referrer, 'www.ink.example', opened ?? false);
  expect(told ?? null).toEqual(is);
});

test('of a form only its own names and where it goes are told, never what is in it', () => {
  document.body.innerHTML =
    '<form id="f" name="signup" action="https://crm.example/in?secret=1"><input name="id" value="x">' +
    '<input name="getAttribute" value="jane@mail.example"><button formaction="http://b.example/y">';
  const form = document.querySelector('form')!;
  expect(readForm(form)).toEqual({
    form_id: 'f',
    form_name: 'signup',
    form_destination: 'https://crm.example',
  });
  expect(readForm(form, form.querySelector('button'))).toMatchObject({
    form_destination: 'http://b.example',
  });
});

/** The chunk over a page that records into a list. */
function capture(types: readonly string[], page: Record<string, string> = {}) {
  const host = fakeHost();
  const own = new Map<InkEvent, boolean>();
  let view = 1;
  const record = (type: string, params: Params): InkEvent => {
    const event = { id: ['t', own.size], t: host.clock.now(), type, session: 0, params } as const;
    own.set(event, true);
    return event;
  };
  const program = { record: { types: Object.fromEntries(types.map((type) => [type, 1])) } };
  const allows = () => true;
  const parts = {
    host,
    record,
    config: { page },
    consent: { allows },
    clean: cleanParams,
    feed: { own, bundle: () => ({ program }) },
    loaders: { part: async () => ({ start: () => undefined }) },
    page: { short: () => ({ page: view, path: '/' }) },
  } as unknown as IdleParts;
  const look = start(parts);
  const told = () => [...own.keys()].map(({ type, params }) => ({ type, ...params }));
  return {
    host,
    parts,
    record,
    told,
    next() {
      view++;
      look();
      host.clock.pass(0);
    },
  };
}

describe('what the visitor does', () => {
  beforeEach(() => {
    document.body.innerHTML =
      '<a id="out" href="https://other.example/x?y=1"><b>go</b></a>' +
      '<p data-ink-ignore><a id="quiet" href="https://other.example/"></a></p>' +
      '<form id="news"><input id="mail"></form>';
  });
  const click = (id: string, button = 0) =>
    document.getElementById(id)?.dispatchEvent(
      new MouseEvent(button ? 'auxclick' : 'click', {
        bubbles: true,
        composed: true,
        cancelable: true,
        button,
      }),
    );

  // The page under test stays where it is.
  document.addEventListener('click', (event) => event.preventDefault());

  test('a way out is recorded once, with the view it happened on', () => {
    const { host, told } = capture(['click']);
    click('out');
    click('out', 2);
    expect(told()).toEqual([]);
    click('out');
    host.clock.pass(0);
    expect(told()).toEqual([
      {
        type: 'click',
        link_domain: 'other.example',
        link_url: 'https://other.example/x',
        outbound: true,
        page: 1,
        path: '/',
      },
    ]);
    host.clock.pass(1_000);
    click('out', 1);
    host.clock.pass(0);
    expect(told()).toHaveLength(2);
  });

  test('what the site tells of itself is not told twice', () => {
    const { host, record, told } = capture(['click']);
    click('out');
    record('click', { site: true });
    host.clock.pass(0);
    expect(told()).toEqual([{ type: 'click', site: true }]);
  });

  test('nothing in data-ink-ignore, and nothing that nobody asked for', () => {
    const { host, told } = capture(['click']);
    click('quiet');
    document.getElementById('news')?.dispatchEvent(new Event('submit', { bubbles: true }));
    host.clock.pass(0);
    expect(told()).toEqual([]);
  });

  test('a form is begun once, and sent; a page that is left loses neither', () => {
    const { told } = capture(['form_start', 'form_submit']);
    const field = document.getElementById('mail')!;
    for (const type of ['input', 'input', 'change']) {
      field.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
    }
    document.getElementById('news')?.dispatchEvent(new Event('submit', { bubbles: true }));
    window.dispatchEvent(new Event('pagehide'));
    expect(told()).toMatchObject([
      { type: 'form_start', form_id: 'news' },
      { type: 'form_submit', form_id: 'news' },
    ]);
  });

  test('a search is recorded for each view that is one', () => {
    history.replaceState(null, '', '?find=tea');
    const { host, next, told } = capture(['view_search_results'], { search: 'find' });
    host.clock.pass(2_000);
    next();
    expect(told()).toMatchObject([
      { type: 'view_search_results', search_term: 'tea', page: 1 },
      { type: 'view_search_results', search_term: 'tea', page: 2 },
    ]);
    history.replaceState(null, '', '?');
  });
});

describe('who is left out', () => {
  test.each(table.visitors)('$agent, webdriver $webdriver, $search: counted $counted', (row) => {
    const { parts, host } = capture([], row.bots ? { bots: row.bots } : {});
    const win = {
      location: { search: row.search ?? '' },
      navigator: { userAgent: row.agent, webdriver: row.webdriver ?? false },
    };
    if (row.kept) host.kept.set('internal', '1');
    leaveOut({ ...parts, host: { ...host, win } } as never);
    expect(parts.consent.allows('measurement')).toBe(row.counted);
    expect(parts.consent.allows('personalization')).toBe(true);
    expect(host.kept.has('internal')).toBe(row.keeps ?? false);
  });
});
