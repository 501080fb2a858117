import type { Bundle, Program, SideRules } from '@inkling/engine';
import type { SideBundle } from '@inkling/engine/trust';
import type { SiteCore } from './core.ts';
import { issueSide, type Publication } from './issue-version.ts';
import { issueAgain, type Where } from './rollout.ts';
import type { EnvName } from './setup.ts';
import { openSides } from './sides.ts';
import { openVersions, type RulesVersion } from './versions.ts';

/** A draft that is evaluated in silence, and what it is held against. */
export interface ShadowInfo {
  readonly seq: number;
  /** Since when, ms since the epoch. */
  readonly issued: number;
  readonly author: string;
  /** Segments of the rules that are out, and of the shadow. */
  readonly live: Program['segments'];
  readonly shadow: Program['segments'];
}

/** Ships a draft beside what is out, in place of an earlier shadow; `null` when nothing is out. */
export async function startShadow(
  core: SiteCore,
  where: Where,
  what: Publication,
): Promise<RulesVersion | null> {
  if (!openVersions(core.sql).latest(where.env)) return null;
  const { seq, hash } = await issueSide(core, where, { ...what, kind: 'shadow' });
  const shadow = { seq, hash };
  const { author } = what;
  const note = `${seq} as shadow.`;
  return issueAgain(core, where, { author, note, action: 'shadow.start', change: { shadow } });
}

/** Ends the shadow; `null` when there is none. */
export async function endShadow(
  core: SiteCore,
  where: Where,
  author: string,
): Promise<RulesVersion | null> {
  const named = namedShadow(core, where.env);
  if (!named) return null;
  const note = `Shadow ${named.seq} ended.`;
  const change = { shadow: undefined };
  return issueAgain(core, where, { author, note, action: 'shadow.end', change });
}

/** The shadow, by the newest version's own word; `null` when there is none. */
export function readShadow(core: SiteCore, env: EnvName): ShadowInfo | null {
  const named = namedShadow(core, env);
  const side = named && openSides(core.sql).get(env, named.seq);
  const latest = openVersions(core.sql).latest(env);
  if (!side || !latest) return null;
  const { seq, issued, author, payload } = side;
  const live = (JSON.parse(latest.bundle) as Bundle).program.segments;
  const shadow = (JSON.parse(payload) as SideBundle).program.segments;
  return { seq, issued, author, live, shadow };
}

function namedShadow({ sql }: SiteCore, env: EnvName): SideRules | undefined {
  const latest = openVersions(sql).latest(env);
  return latest ? (JSON.parse(latest.bundle) as Bundle).shadow : undefined;
}
