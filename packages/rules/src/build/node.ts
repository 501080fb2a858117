import type { Duration } from '../parse/duration.ts';
import type { WrittenWindow } from '../parse/window.ts';
import type { Json } from './types.ts';

/**
 * Holds a piece of a rule file and grows it. One class stands behind every measure and condition;
 * `types.ts` says which of its methods each of them shows.
 */
class Node {
  readonly #json: Json;

  constructor(json: Json) {
    this.#json = json;
  }

  toJSON(): Json {
    return this.#json;
  }

  where(filter: Json): Node {
    return this.#with('where', filter);
  }
  within(window: WrittenWindow): Node {
    return this.#with('within', window);
  }
  withinFirst(duration: Duration, type?: string): Node {
    return this.#with(
      'within-first',
      type === undefined ? duration : { within: duration, of: type },
    );
  }
  cap(values: number): Node {
    return this.#with('cap', values);
  }
  least(times: number): Node {
    return this.#with('least', times);
  }
  same(field: string): Node {
    return this.#with('same', field);
  }

  eq(value: unknown): Node {
    return this.#with('eq', value);
  }
  ne(value: unknown): Node {
    return this.#with('ne', value);
  }
  in(values: readonly unknown[]): Node {
    return this.#with('in', values);
  }
  notIn(values: readonly unknown[]): Node {
    return this.#with('notIn', values);
  }
  gt(value: unknown): Node {
    return this.#with('gt', value);
  }
  gte(value: unknown): Node {
    return this.#with('gte', value);
  }
  lt(value: unknown): Node {
    return this.#with('lt', value);
  }
  lte(value: unknown): Node {
    return this.#with('lte', value);
  }
  between(from: unknown, to: unknown): Node {
    return this.#with('between', [from, to]);
  }
  exists(value: boolean): Node {
    return this.#with('exists', value);
  }
  includes(value: unknown): Node {
    return this.#with('includes', value);
  }

  #with(key: string, value: unknown): Node {
    return new Node({ ...this.#json, [key]: value });
  }
}

/**
 * Wraps a piece of a rule file.
 *
 * @typeParam T - What the caller shows of it; every method of those types is one of the class.
 */
export function node<T>(json: Json): T {
  return new Node(json) as unknown as T;
}

/** The JSON of a value in which builders may stand. */
export function plain(value: unknown): unknown {
  if (value instanceof Node) return plain(value.toJSON());
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries.map(([key, one]) => [key, plain(one)]));
}
