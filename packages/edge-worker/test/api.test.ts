import { expect, test } from 'vitest';
import { describeApi, writeApiPage } from '../api/describe-api.ts';
import { ALL_ROUTES } from '../src/all-routes.ts';

const docs = import.meta.glob<string>(['../../../docs/api.md', '../../../docs/openapi.json'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

test('the page of the API is made from the routes as they are', () => {
  expect(docs['../../../docs/api.md']).toBe(writeApiPage(ALL_ROUTES));
});

test('the OpenAPI document is made from the routes and the schemas that check', () => {
  const text = docs['../../../docs/openapi.json'] ?? '';
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(describeApi(ALL_ROUTES))));
  const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, object>> };
  expect(paths['/v1/sites/{site}/rollback']?.post).toMatchObject({
    security: [{ token: ['publish'] }],
    requestBody: {
      content: {
        'application/json': { schema: { required: ['to'], additionalProperties: false } },
      },
    },
  });
});
