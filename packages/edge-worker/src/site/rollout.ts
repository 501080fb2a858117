import type { Bundle, NextRules } from '@inkling/engine';
import type { SideBundle } from '@inkling/engine/trust';
import type { SiteCore } from './core.ts';
import { type Beside, issueSide, issueVersion, type Publication } from './issue-version.ts';
import type { EnvName } from './setup.ts';
import { openSides, type Side } from './sides.ts';
import { openVersions, type RulesVersion } from './versions.ts';

/** Which rules are on their way, and how far they are. */
export interface RolloutInfo extends NextRules {
  /** When their roll-out began, ms since the epoch. */
  readonly issued: number;
  readonly author: string;
  readonly note: string;
  readonly review: string | null;
}

/** A site's environment. */
export interface Where {
  readonly site: string;
  readonly env: EnvName;
}

/** What is being rolled out, by the newest version's own word; `null` when nothing is. */
export function readRollout({ sql }: SiteCore, env: EnvName): RolloutInfo | null {
  const next = openVersions(sql).latest(env)?.next;
  if (!next) return null;
  const named = JSON.parse(next) as NextRules;
  const side = openSides(sql).get(env, named.seq);
  if (!side) return null;
  const { issued, author, note, review } = side;
  return { ...named, issued, author, note, review };
}

/** Begins a roll-out beside what is out; `null` when nothing is. */
export async function startRollout(
  core: SiteCore,
  where: Where,
  { percent, ...what }: Publication & { percent: number },
): Promise<RulesVersion | null> {
  if (!openVersions(core.sql).latest(where.env)) return null;
  const { seq, hash } = await issueSide(core, where, { ...what, kind: 'next' });
  const next = { seq, hash, percent };
  const { author } = what;
  const note = `${seq} for ${percent} %.`;
  return issueAgain(core, where, { author, note, action: 'rollout.start', change: { next } });
}

/** Gives a roll-out another share; `null` when there is none. */
export async function spreadRollout(
  core: SiteCore,
  where: Where,
  { percent, author }: { percent: number; author: string },
): Promise<RulesVersion | null> {
  const running = readRollout(core, where.env);
  if (!running) return null;
  const { seq, hash } = running;
  const note = `${seq} for ${percent} %.`;
  const change = { next: { seq, hash, percent } };
  return issueAgain(core, where, { author, note, action: 'rollout.spread', change });
}

/** Makes what is rolled out the rules of everybody; `null` when nothing is. */
export async function completeRollout(
  core: SiteCore,
  where: Where,
  author: string,
): Promise<RulesVersion | null> {
  const side = findNext(core, where.env);
  if (!side) return null;
  const { source, review, payload } = side;
  const { program } = JSON.parse(payload) as SideBundle;
  const note = [`${side.seq} for everybody.`, side.note].filter(Boolean).join(' ');
  const what = { program, source, review, author, note };
  return issueVersion(core, where, { ...what, action: 'rollout.complete' });
}

/** Gives everybody the rules from before the roll-out; `null` when there is none. */
export async function abortRollout(
  core: SiteCore,
  where: Where,
  author: string,
): Promise<RulesVersion | null> {
  const side = findNext(core, where.env);
  if (!side) return null;
  const note = `${side.seq} taken back.`;
  return issueAgain(core, where, {
    author,
    note,
    action: 'rollout.abort',
    change: { next: undefined },
  });
}

function findNext(core: SiteCore, env: EnvName): Side | null {
  const running = readRollout(core, env);
  return running && openSides(core.sql).get(env, running.seq);
}

/** Publishes the newest rules again with something else beside them. */
export function issueAgain(
  core: SiteCore,
  where: Where,
  { change, ...what }: { change: Beside; author: string; note: string; action: string },
): Promise<RulesVersion> {
  const { bundle, source, review } = openVersions(core.sql).latest(where.env)!;
  const { program, next, shadow } = JSON.parse(bundle) as Bundle;
  return issueVersion(core, where, { program, source, review, next, shadow, ...what, ...change });
}
