/** What `describe` says of each sound condition. */
export const WORDS_OF_CONDITIONS: Readonly<Record<string, string>> = {
  count: 'Viewed 3 or more pages where section is politics in the last 7 days',
  'count of several': 'Had 1 to 4 events of view_item or add_to_cart today',
  'count of all': 'Did nothing between 90 and 30 days ago',
  'count within first': 'Did "play" 5 or more times within 3 days of their first "play"',
  'count since': 'Made a purchase since 1 March 2026',
  'count between': 'Made a purchase from 1 March 2026 until 1 April 2026 00:00 UTC',
  'count of sessions': 'Viewed 2 or more pages in the last 3 sessions',
  sum: 'Total value of purchases in the last 90 days is more than 500',
  min: 'Smallest value of purchases is less than 10',
  max: 'Greatest value of purchases this month is at least 100',
  avg: 'Average value of purchases in the last 7 days is at most 20.5',
  revenue: 'Revenue after refunds in the last 365 days is at least 100',
  distinct: 'Number of different section values of pages in the last 30 days is at least 4',
  list: 'The set of items.brand of purchases includes acme',
  top: 'Most frequent section of pages (seen 2 times or more) in the last 30 days is politics',
  bottom: 'Least frequent section of pages is sport or culture',
  first: 'Source of the first visit is newsletter',
  last: 'Item_category of the 2nd last product is not shoes',
  nth: 'Value of the 3rd purchase is known',
  'since-last': 'Last purchase was from 60 days to 182 days ago',
  'since-first': 'First purchase was at most 30 days ago',
  periods: 'Viewed pages on 5 or more different days in the last 28 days',
  'periods with a total':
    'Number of different months with 50 or more value in all from purchases in the last 365 days is at least 3',
  regular: 'Number of the last 4 periods of 2 days with logins is at least 3',
  streak: 'Weeks in a row with pages is at least 4',
  engaged: 'Spent 2 minutes or more on pages where title contains dogs in the last 7 days',
  'engaged-views':
    'Viewed 3 or more pages read more than 15 s and scrolled 80 % or more in this session',
  completion: 'Scroll depth of the current page is more than 80 %',
  'completion of pages': 'Greatest scroll depth of pages in the last 7 days is more than 80 %',
  sequence:
    'Began a checkout, then did "add_payment_info" within 1 hour with no looks into the cart in between, then had no purchase within 1 hour (with the same cart_id), all in the last 30 days',
  ratio: 'Ratio of number of purchases to number of pages in the last 30 days is at least 0.1',
  difference: 'Number of "play" less number of "favourite" is more than 0',
  trend:
    'Change of number of pages in the last 14 days against the same time before is at most -50 %',
  score:
    'Score of 3 for each of products where price is more than 50 (at most 30), halved every 14 days, at most 100 in all is at least 20',
  'score that fades in a line':
    'Score of 1 for each of "a", losing 3 % a day after 1 day is more than 0',
  'score that fades in steps':
    'Score of 1 for each of "a", down to 50 % after 7 days is more than 0',
  strongest: 'The strongest of developer and marketer is developer',
  percentile: 'Share of visitors with a lower reads is at least 80 %',
  model: 'What the model propensity says is at least 0.6',
  trait: 'Plan is pro',
  context: 'The device is mobile or tablet',
  'nth-event': 'Date of the 3rd purchase is on or after 1 March 2026 and before 1 April 2026',
  entered: 'Entered other in the last 7 days',
  exited: 'Never left other in the last 7 days',
  'in-for': 'Time they have been in other is at least 2 hours',
  signal: 'Reads is at least 2',
  in: 'Is in other',
  all: 'Is in other and not (did no "a")',
  any: 'Is in other',
  atLeast: 'At least 1 of: is in other; is in other',
};

/** What `describe` says of two or more pages with each sound filter. */
export const WORDS_OF_FILTERS: Readonly<Record<string, string>> = {
  'a bare value': 'Viewed 2 or more pages where section is politics',
  'a bare list': 'Viewed 2 or more pages where section is politics or sport',
  texts:
    'Viewed 2 or more pages where path starts with /a and path ends with z and path contains m and path matches /a/**',
  order:
    'Viewed 2 or more pages where price is more than 1 and price is at least 1 and price is less than 9 and price is at most 9 and price is from 1 to 9',
  dates: 'Viewed 2 or more pages where published is on or after 2026-01-01',
  versions: 'Viewed 2 or more pages where app is older than 2.10.0',
  elements:
    'Viewed 2 or more pages where any of items has (item_category is shoes and price is more than 50)',
  'element values':
    'Viewed 2 or more pages where all of tags have (it is a or b) and tags has 1 or more entries',
  'bare element':
    'Viewed 2 or more pages where any of tags has (it is a) and tags has exactly 2 entries',
  groups: 'Viewed 2 or more pages where a is 1 or not (b is 2) or (c is 3 and d is not set)',
  'a field named as a word': 'Viewed 2 or more pages where any is 1',
  'a group for elements':
    'Viewed 2 or more pages where any of items has (item_category is shoes or sale is yes)',
  'a vector': 'Viewed 2 or more pages where sport gives page_vector more than 0.7',
  'the hour':
    'Viewed 2 or more pages where the hour is from 8 to 17 and the weekday is 1, 2, 3, 4 or 5',
  'equality with an object': 'Viewed 2 or more pages where a is {"b":[1]}',
};
