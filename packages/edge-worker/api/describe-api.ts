import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import type { Route } from '../src/routes/route.ts';

/** A route with its whole path. */
export interface ApiRoute
  extends Pick<Route, 'method' | 'path' | 'needs' | 'about' | 'query' | 'body'> {}

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'A stable name to branch on.' },
    detail: { type: 'string' },
    path: { type: 'string', description: 'Where in the body.' },
  },
};

/** An OpenAPI 3.1 document of the routes, with the very schemas that check their bodies. */
export function describeApi(routes: readonly ApiRoute[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Inkling edge', version: '1' },
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: PROBLEM },
    },
  };
}

function describeRoute({ path, needs, about, query = [], body }: ApiRoute): object {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
  const place = (where: string) => (name: string | undefined) => ({
    ...{ name, in: where, schema: { type: 'string' } },
    ...(where === 'path' ? { required: true } : {}),
  });
  const parameters = [...names.map(place('path')), ...query.map(place('query'))];
  return {
    summary: about,
    ...(needs === 'open' ? {} : { security: [{ token: needs === 'bootstrap' ? [] : [needs] }] }),
    ...(parameters.length ? { parameters } : {}),
    ...(body
      ? { requestBody: { content: { 'application/json': { schema: schemaOf(body) } } } }
      : {}),
    responses: {
      '2XX': { description: 'Done.' },
      default: {
        description: 'A problem.',
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    },
  };
}

/** What a schema checks beyond JSON Schema's words is left out of it. */
function schemaOf(body: v.GenericSchema): object {
  const { $schema: _, ...schema } = toJsonSchema(body as never, {
    typeMode: 'input',
    errorMode: 'ignore',
  });
  return schema;
}

/** The routes as a page for people. */
export function writeApiPage(routes: readonly ApiRoute[]): string {
  const rows = routes.map(({ method, path, needs, about, query = [] }) => {
    const ask = query.length ? `?${query.map((name) => `${name}=`).join('&')}` : '';
    return `| \`${method} ${path}${ask}\` | ${needs} | ${about} |`;
  });
  return `# The edge's API

Made from the routes themselves by \`node packages/edge-worker/api/write-api.ts\`; a test holds the two together.
Machines read [openapi.json](openapi.json).

*Needs* is \`open\` (any page, no token), a token's scope, or \`bootstrap\` (the operator's token). Tokens travel as
\`Authorization: Bearer …\` only. Faults are \`application/problem+json\` with a stable \`code\`.

| route | needs | what it does |
|---|---|---|
${rows.join('\n')}
`;
}
