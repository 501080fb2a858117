import type { Bundle } from '@inkling/engine';
import { compileRules, parseRules } from '@inkling/rules';

/** What the edge serves of a rule file; it is good until long after any test. */
export function makeBundle(rules: unknown, over: Partial<Bundle> = {}): Bundle {
  return {
    format: 1,
    site: 's',
    env: 'development',
    seq: 1,
    issued: 0,
    expires: 4e12,
    program: compileRules(parseRules(rules)),
    ...over,
  };
}
