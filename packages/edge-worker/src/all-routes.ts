import { Site } from './handlers/sites.ts';
import type { Route } from './routes/route.ts';
import { SITE_ROUTES } from './routes.ts';

/** Every route with its whole path, for those who describe them. */
export const ALL_ROUTES: readonly Omit<Route, 'handler'>[] = [
  {
    method: 'POST',
    path: '/v1/sites',
    needs: 'bootstrap',
    about: 'Creates a site; its first token is shown this once.',
    body: Site,
  },
  ...SITE_ROUTES.map((route) => ({ ...route, path: `/v1/sites/:site${route.path}` })),
  { method: 'GET', path: '/v1/health', needs: 'open', about: 'Says that the worker is well.' },
  { method: 'GET', path: '/v1/sdk.js', needs: 'open', about: 'The SDK, newest release.' },
  {
    method: 'GET',
    path: '/v1/:build/sdk.js',
    needs: 'open',
    about: 'The SDK of one build, for ever.',
  },
  {
    method: 'GET',
    path: '/v1/sri.json',
    needs: 'open',
    about: 'The newest build and the hashes of its files.',
  },
  { method: 'GET', path: '/dashboard/', needs: 'open', about: 'The dashboard.' },
];
