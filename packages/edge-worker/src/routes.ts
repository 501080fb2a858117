import { ACCESS_ROUTES } from './routes/access.ts';
import { COUNTS_ROUTES } from './routes/counts.ts';
import type { Route } from './routes/route.ts';
import { RULES_ROUTES } from './routes/rules.ts';
import { SERVING_ROUTES } from './routes/serving.ts';
import { WHOLE_ROUTES } from './routes/whole.ts';

/** Every route below a site. The tests of who may do what walk this table. */
export const SITE_ROUTES: readonly Route[] = [
  ...SERVING_ROUTES,
  ...COUNTS_ROUTES,
  ...RULES_ROUTES,
  ...ACCESS_ROUTES,
  ...WHOLE_ROUTES,
];
