import type { Program } from '@inkling/engine';
import { ASSIGNED_EVENT } from '@inkling/engine/assign';
import { type Assigned, type Decision, decide, tokenOf } from '@inkling/engine/decide';
import { HOLDOUT } from '@inkling/report/experiment';
import type { MeterAnswer } from '../api.ts';
import type { IdleParts } from '../idle/parts.ts';
import type { SlotContents, Snapshot } from '../memberships/snapshot.ts';
import { startExposures } from './exposures.ts';
import { foresee } from './foresee.ts';
import { createHistory } from './history.ts';
import { createMeters } from './meters.ts';
import { createSeed } from './seed.ts';
import { contentsOf, startContents } from './slot-contents.ts';

/** Decides what of the memberships the page may act on, and what it shows for them. */
export interface Plan {
  /** What the rules put into slots and elements of the page at present. */
  contents(): SlotContents;
  /** What the boot script of the next page may know of a snapshot of all memberships. */
  foresee(snapshot: Snapshot): Snapshot;
  meter(name: string): Promise<MeterAnswer | null>;
  offer(name: string, value: (signal: string) => unknown): string | null;
}

const NOTHING: Decision = { activated: [], shown: [], assigned: [], isHeldOut: false };

/**
 * Starts what a program with experiences, meters, offers or a holdout needs, once: from then on it
 * says which memberships the page may act on.
 */
export function startPlan(parts: IdleParts): void {
  if (parts.memberships.plan) return;
  const { consent, feed, host, memberships, record } = parts;
  const { clock, doc, keys } = host;
  const { current, use } = memberships;
  const program = (): Program | undefined => feed.bundle()?.program;
  parts.seed ??= createSeed(host);
  const { seed } = parts;
  const history = createHistory(() => program()!);
  const mayShow = (): boolean => consent.allows('personalization');
  const exposures = startExposures(parts, (event) => history.add([event]));

  const allowed = (segments: readonly string[]): readonly string[] => {
    const off = keys.get('off')?.split(' ') ?? [];
    return segments.filter((segment) => !off.includes(segment));
  };
  const decideFor = (segments: readonly string[], showing: readonly string[]): Decision => {
    const rules = program();
    const members = allowed(segments);
    if (!rules) return NOTHING;
    // Only the visitor's own choice brought this here.
    if (rules.holdout === undefined) return { ...NOTHING, activated: members };
    const now = clock.now();
    const showings = history.showings(now);
    return decide({ program: rules, members, seed: seed(), now, showings, showing });
  };
  /** The holdout of the whole site is an experiment on everybody. */
  const siteHoldout = ({ isHeldOut }: Decision): readonly Assigned[] =>
    program()?.holdout
      ? [{ experience: HOLDOUT.id, variant: isHeldOut ? HOLDOUT.held : HOLDOUT.open }]
      : [];
  const contents = startContents(host);

  /** Also a token for each experience that is shown; what belongs to it is recorded by then. */
  const activated = (): readonly string[] => {
    const decision = decideFor(current(), exposures.showing());
    if (!mayShow()) return decision.activated;
    // Nobody has seen anything of a page that is only prerendered.
    if (!(doc as { readonly prerendering?: boolean }).prerendering) {
      for (const one of [...siteHoldout(decision), ...decision.assigned]) {
        // It follows what it comes of: the engine is done with the instant of that.
        const t = clock.now() + 1;
        if (!history.isAssigned(one)) history.add([record(ASSIGNED_EVENT, { ...one }, t)]);
      }
    }
    contents.show(contentsOf(decision.shown, host));
    exposures.expect(decision.shown);
    return [...decision.activated, ...decision.shown.map(tokenOf)];
  };
  const { meter, offer } = createMeters({
    parts,
    history,
    program,
    activated: () => (mayShow() ? decideFor(current(), exposures.showing()).activated : []),
  });
  // Whatever history an engine is built from is also that of showings and meters.
  memberships.use = (engine, events = [], isNews) => {
    history.take(events);
    return use(engine, events, isNews);
  };
  memberships.activated = activated;
  memberships.plan = {
    contents: contents.now,
    foresee: (snapshot) =>
      foresee(snapshot, {
        host,
        decide: (segments) => decideFor(segments, []),
        program: program(),
      }),
    meter,
    offer,
  };
}
