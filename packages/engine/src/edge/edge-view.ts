import type { ActivationProgram, ExperienceCode } from '../assign/program.ts';
import { type SafeContent, safeContent } from '../decide/safe-content.ts';
import { tokenOf } from '../decide/token.ts';
import type { ProgramSegment } from '../program.ts';
import { isNamed } from './edge-cookie.ts';

/** What the edge knows of the rules. */
export type EdgeProgram = ActivationProgram & { readonly segments: readonly ProgramSegment[] };

/** What is asked for, and what came along. */
export interface EdgeRequest {
  /** Path of the page. */
  readonly path: string;
  /** What {@link readEdgeCookie} found. */
  readonly claimed: readonly string[];
  /** Ms since the epoch. */
  readonly now: number;
}

/**
 * Of what a request claims, that which the rules let pages of this path use, and which exists and
 * runs now; sorted as it was claimed. Nothing else may change the page, or name it in a cache.
 */
export function edgeTokens(program: EdgeProgram, request: EdgeRequest): readonly string[] {
  const { path, claimed, now } = request;
  const names = (program.edge ?? []).flatMap(([begin, ...more]) =>
    path.startsWith(begin) ? more : [],
  );
  const shown = (program.experiences ?? []).flatMap((row) => {
    const [from, to] = row[6] || [0, 0];
    return now < from || (to && now >= to)
      ? []
      : variantsOf(row, program).map(({ token }) => token);
  });
  const known = new Set([...program.segments.map(({ id }) => id), ...shown]);
  return claimed.filter((token) => known.has(token) && isNamed(names, token));
}

/** What the rules put into a slot: safe content, and the token by which the page knows of it. */
export interface EdgeContent {
  readonly token: string;
  readonly content: SafeContent;
}

/**
 * What the rules themselves put into a slot for these tokens; `null` where they leave it to the
 * page's templates.
 */
export function edgeContent(
  program: ActivationProgram,
  tokens: readonly string[],
  slot: string,
): EdgeContent | null {
  for (const row of program.experiences ?? []) {
    if (row[2] !== slot) continue;
    for (const { token, content } of variantsOf(row, program)) {
      if (typeof content !== 'object' || !tokens.includes(token)) continue;
      return { token, content: safeContent(content) };
    }
  }
  return null;
}

/** The arms of an experience that show something. */
function variantsOf(
  [experience, , , number, contents]: ExperienceCode,
  { experiments = [] }: ActivationProgram,
) {
  const arms = experiments[number]?.[1] ?? [];
  return arms.flatMap((variant, i) => {
    const content = contents[i];
    return content ? [{ token: tokenOf({ experience, variant }), content }] : [];
  });
}
