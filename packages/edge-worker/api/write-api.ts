import { writeFileSync } from 'node:fs';
import { ALL_ROUTES } from '../src/all-routes.ts';
import { describeApi, writeApiPage } from './describe-api.ts';

const docs = new URL('../../../docs/', import.meta.url);
writeFileSync(new URL('api.md', docs), writeApiPage(ALL_ROUTES));
writeFileSync(
  new URL('openapi.json', docs),
  `${JSON.stringify(describeApi(ALL_ROUTES), null, 2)}\n`,
);
