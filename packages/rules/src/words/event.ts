import type { EventMatch } from '../ast.ts';
import { wordFilter } from './filter.ts';
import { wordList } from './list.ts';

/** How a kind of event reads: `viewed 3 pages`. */
export interface EventWords {
  readonly did: string;
  readonly one: string;
  readonly many: string;
}

/** Names that GA4 and Inkling give to events; any other is quoted as it is. */
const WORDS: Readonly<Record<string, readonly [did: string, one: string, many: string]>> = {
  page_view: ['viewed', 'page', 'pages'],
  session_start: ['made', 'visit', 'visits'],
  view_item: ['viewed', 'product', 'products'],
  view_item_list: ['viewed', 'product list', 'product lists'],
  select_item: ['selected', 'product', 'products'],
  add_to_cart: ['made', 'addition to the cart', 'additions to the cart'],
  remove_from_cart: ['made', 'removal from the cart', 'removals from the cart'],
  add_to_wishlist: ['made', 'addition to the wish list', 'additions to the wish list'],
  view_cart: ['made', 'look into the cart', 'looks into the cart'],
  begin_checkout: ['began', 'checkout', 'checkouts'],
  purchase: ['made', 'purchase', 'purchases'],
  refund: ['had', 'refund', 'refunds'],
  search: ['made', 'search', 'searches'],
  form_submit: ['submitted', 'form', 'forms'],
  click: ['made', 'click', 'clicks'],
  login: ['made', 'login', 'logins'],
  sign_up: ['made', 'sign-up', 'sign-ups'],
  subscribe: ['made', 'subscription', 'subscriptions'],
  share: ['made', 'share', 'shares'],
};

/** The words for the events that a measure looks at, its filter aside. */
export function eventWords({ types }: Pick<EventMatch, 'types'>): EventWords {
  if (types === null) return { did: 'did', one: 'thing of any kind', many: 'things of any kind' };
  const [only] = types;
  if (types.length === 1 && only !== undefined) {
    const known = Object.hasOwn(WORDS, only) ? WORDS[only] : undefined;
    if (known !== undefined) return { did: known[0], one: known[1], many: known[2] };
    return { did: 'did', one: `"${only}"`, many: `"${only}"` };
  }
  const names = wordList(types, 'or');
  return { did: 'had', one: `event of ${names}`, many: `events of ${names}` };
}

/** `pages where section is politics`. */
export function wordEvents(event: EventMatch): string {
  return `${eventWords(event).many}${wordWhere(event)}`;
}

/** `page where section is politics`: one of them. */
export function wordEvent(event: EventMatch): string {
  return `${eventWords(event).one}${wordWhere(event)}`;
}

/** The same as something that happened: `page view where section is politics`. */
export function wordOccasion(event: EventMatch): string {
  const { one } = eventWords(event);
  const seen = one === 'page' || one === 'product' || one === 'product list';
  return `${one}${seen ? ' view' : ''}${wordWhere(event)}`;
}

/** ` where section is politics`; empty when nothing is asked. */
export function wordWhere({ where }: Pick<EventMatch, 'where'>): string {
  return where === null ? '' : ` where ${wordFilter(where)}`;
}
