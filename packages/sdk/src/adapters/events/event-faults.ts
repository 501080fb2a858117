/** A param's type, or the texts that it may be. */
export type ParamSchema = 'string' | 'number' | 'boolean' | 'array' | 'object' | readonly string[];

/** The params of one type of event; a name with `?` at its end may be missing. */
export interface EventSchema {
  readonly [param: string]: ParamSchema;
}

const typeOf = (value: unknown): string =>
  Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;

/**
 * Compares the params of an event with what the site declared.
 *
 * @returns What was found and expected, by param; empty where all is right.
 */
export function eventFaults(schema: EventSchema, params: unknown): readonly string[] {
  const given: Readonly<Record<string, unknown>> = Object(params ?? {});
  const faults: string[] = [];
  const declared = new Set<string>();
  for (const [key, expected] of Object.entries(schema)) {
    const name = key.replace(/\?$/, '');
    declared.add(name);
    const value = given[name];
    if (value === undefined) {
      if (name === key) faults.push(`${name}: found nothing, expected ${expected}`);
    } else if (Array.isArray(expected)) {
      if (!expected.includes(value)) {
        faults.push(`${name}: found ${JSON.stringify(value)}, expected one of ${expected}`);
      }
    } else if (typeOf(value) !== expected) {
      faults.push(`${name}: found ${typeOf(value)}, expected ${expected}`);
    }
  }
  for (const name of Object.keys(given)) {
    if (!declared.has(name)) faults.push(`${name}: found, but not declared`);
  }
  return faults;
}
