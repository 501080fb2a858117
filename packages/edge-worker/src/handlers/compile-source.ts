import type { Program } from '@inkling/engine';
import type { Call } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { parseJson } from '../http/read-text.ts';

/** Longest rule file, in bytes. */
export const MOST_RULE_BYTES = 262_144;

/**
 * Compiles a rule file of the route's own site.
 *
 * @throws {@link HttpError} 400 `bad-body` for what is no JSON; 422 `bad-rules` with the path and
 *   the reason of the first fault, and all of them under `faults`.
 */
export function compileSource({ site, parts }: Call, source: string): Program {
  const file = parseJson(source);
  let program: Program;
  try {
    program = parts.compile(file, parts.now());
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'RuleError') throw error;
    const { message, path, code, faults } = error as Error & {
      readonly path?: string;
      readonly code?: string;
      readonly faults?: readonly unknown[];
    };
    throw new HttpError(422, 'bad-rules', message, {
      path: path ?? '',
      more: { reason: code ?? '', ...(faults ? { faults } : {}) },
    });
  }
  if (program.site !== site) {
    throw new HttpError(422, 'bad-rules', 'These rules are for another site.', {
      path: 'site',
      more: { reason: 'other-site' },
    });
  }
  return program;
}
