import type { JsonValue, Params } from '@inkling/engine';
import type { Archetype } from './archetypes.ts';
import { exponential, pick, type Random, share } from './random.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Something that a visitor does, before it has a session. */
export interface Action {
  /** Ms since the epoch; rises by 2 at least within a visit. */
  readonly t: number;
  readonly tab: 'a' | 'b';
  readonly type: string;
  readonly params: Params;
}

/** One visit. */
export interface Visit {
  readonly actions: readonly Action[];
  /** When the last page is left, ms since the epoch. */
  readonly end: number;
}

/** What decides what a visitor does. */
export interface Habits {
  readonly archetype: Archetype;
  readonly vocabulary: Vocabulary;
  readonly currency: string;
  /** Factor on every chance to buy or to act: what an experiment's arm does to a visitor. */
  readonly lift: number;
  /** Chance that a page is opened in a second tab while another is read. */
  readonly tabs: number;
}

/** Where a visit stands while it is being played. */
interface Play {
  readonly habits: Habits;
  readonly random: Random;
  readonly actions: Action[];
  t: number;
}

/** Engaged time is told at least this often, as the SDK does it. */
const BEAT_MS = 10_000;
/** Chance that a param takes a value that a rule asks for, where the visit has one itself. */
const ASKED = 0.3;
const SECTIONS = ['politics', 'sport', 'culture', 'business', 'science', 'local'];
/** Values of params that no filter looks at. */
const PLAIN: readonly JsonValue[] = ['a', 'b', 'c', 1, 3, 10];
/** Types that visits hold anyway; all others come from the vocabulary. */
const USUAL = new Set([
  ...['page_view', 'user_engagement', 'scroll', 'session_start'],
  ...['view_item', 'add_to_cart', 'begin_checkout', 'purchase'],
]);

/** Plays one visit; the same habits and numbers give the same visit. */
export function playVisit(start: number, habits: Habits, random: Random): Visit {
  const play: Play = { habits, random, actions: [], t: start };
  const { archetype, vocabulary, lift, tabs } = habits;
  const pages = 1 + Math.floor(exponential(random, Math.max(0.3, archetype.pages - 1)));
  for (let page = 0; page < pages; page++) {
    const story = pageOf(random);
    act(play, 'page_view', story);
    if (share(random) < tabs) act(play, 'page_view', pageOf(random), 'b');
    read(play, story);
    if (share(random) < archetype.shops) shop(play);
    for (const type of vocabulary.keys()) {
      if (!USUAL.has(type) && share(random) < archetype.acts * lift) act(play, type, {});
    }
  }
  return { actions: play.actions, end: play.t + Math.floor(exponential(random, 20_000)) };
}

function act(play: Play, type: string, own: Params, tab: Action['tab'] = 'a'): void {
  const { random } = play;
  const params: { [param: string]: JsonValue } = { ...own };
  for (const [param, values] of play.habits.vocabulary.get(type) ?? []) {
    if (!(param in own)) params[param] = pick(random, values.length > 0 ? values : PLAIN);
    else if (values.length > 0 && share(random) < ASKED) params[param] = pick(random, values);
  }
  play.actions.push({ t: play.t, tab, type, params });
  play.t += 2 + Math.floor(exponential(random, 400));
}

function pageOf(random: Random): Params {
  const section = pick(random, SECTIONS);
  return { path: `/${section}/${random() % 40}`, section, free: share(random) < 0.5 };
}

function read(play: Play, story: Params): void {
  const { random } = play;
  let left = Math.round(exponential(random, play.habits.archetype.readMs));
  while (left > 0) {
    const ms = Math.min(left, BEAT_MS);
    play.t += ms;
    act(play, 'user_engagement', { ...story, engagement_time_msec: ms });
    left -= ms;
  }
  if (share(random) < 0.3) act(play, 'scroll', { ...story, percent_scrolled: 90 });
  play.t += Math.floor(exponential(random, 5_000));
}

function shop(play: Play): void {
  const { random, habits } = play;
  const price = (500 + (random() % 9_500)) / 100;
  const cart = {
    currency: habits.currency,
    value: price,
    items: [{ item_id: `item-${random() % 30}`, price }],
  };
  act(play, 'view_item', cart);
  const buys = share(random) < habits.archetype.buys * habits.lift;
  if (!buys && share(random) > 0.15) return;
  act(play, 'add_to_cart', cart);
  if (!buys) return;
  act(play, 'begin_checkout', cart);
  const order = { ...cart, transaction_id: `t${random()}` };
  act(play, 'purchase', order);
  // Thank-you pages are loaded again.
  if (share(random) < 0.05) act(play, 'purchase', order);
}
