import { getExport, postImport } from '../handlers/export.ts';
import { deleteSite } from '../handlers/sites.ts';
import type { Route } from './route.ts';

/** The site as a whole. */
export const WHOLE_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/export',
    needs: 'admin',
    about: 'Everything of the site but its secrets, a JSON line for each thing.',
    handler: getExport,
  },
  {
    method: 'POST',
    path: '/import',
    needs: 'bootstrap',
    about: "Fills a site that has published nothing with an export's lines.",
    repeats: true,
    handler: postImport,
  },
  {
    method: 'DELETE',
    path: '',
    needs: 'admin',
    about: 'Deletes the site and everything of it, at once.',
    repeats: true,
    handler: deleteSite,
  },
];
