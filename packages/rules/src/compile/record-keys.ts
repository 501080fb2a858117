import { type Code, codes } from '@inkling/engine';
import type { Tables } from './table.ts';

type Keys = Code['s'][number][1];

/** The streams as they are published: with what must be recorded for each. */
export function finishStreams({ rows }: Tables): Code['s'] {
  return rows.s.map(([matcher, kind, field]) => {
    const keys = keysOf([matcher].flat(), rows.m, kind ?? codes.COUNT, field ?? '');
    return kind === undefined
      ? [matcher, keys]
      : field === undefined
        ? [matcher, keys, kind]
        : [matcher, keys, kind, field];
  });
}

function keysOf(matchers: readonly number[], rows: Code['m'], kind: number, field: string): Keys {
  const keys = new Map<string, string | readonly [string, string]>();
  for (const matcher of matchers) {
    // A segment's comings and goings are known as it is.
    if (matcher < 0) return [];
    const [types, filter] = rows[matcher]!;
    if (!types) return 0;
    const paths = [...paramsOf(kind, types, field), ...pathsOf(filter)];
    const params = new Set(paths.map((path) => path.split('.', 1)[0]!));
    for (const type of types) {
      keys.set(type, type);
      for (const param of params) if (param) keys.set(`${type}.${param}`, [type, param]);
    }
  }
  return [...keys.values()];
}

/** The params that a kind of stream reads beside its filter. */
function paramsOf(kind: number, types: readonly string[], field: string): string[] {
  if (kind === codes.MONEY) return ['value', 'currency', 'transaction_id'];
  if (kind !== codes.VIEWS) return [field];
  return types.includes('scroll')
    ? ['percent_scrolled']
    : types.includes('user_engagement')
      ? ['engagement_time_msec']
      : [];
}

/** The params that a filter reads. */
function pathsOf(filter: unknown): string[] {
  if (!Array.isArray(filter)) return [];
  const [op, path, ...rest] = filter as [number, unknown, ...unknown[]];
  return op > codes.NOT ? [path as string] : [path, ...rest].flatMap(pathsOf);
}
