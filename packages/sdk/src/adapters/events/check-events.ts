import type { Stub } from '../../stub/stub.ts';
import { guard, inklingOf, type Page, whenLoaded } from '../lib/page.ts';
import { type EventSchema, eventFaults } from './event-faults.ts';

/** What `data-check-events` says: of each declared type of event, its params. */
export interface CheckSettings {
  readonly [type: string]: EventSchema;
}

/** The SDK, or its stub, whose calls are looked at. */
interface Tracker extends Partial<Stub> {
  track(type: string, params?: object): void;
}

/**
 * Warns on the console of events whose params are not as declared, for a site's development; they
 * are recorded all the same. Types that are not declared are not looked at.
 */
export function startCheckEvents(win: Page, schemas: CheckSettings): void {
  const check = guard((type: unknown, params: unknown): void => {
    const schema = Object.hasOwn(schemas, `${type}`) ? schemas[`${type}`] : undefined;
    for (const fault of schema ? eventFaults(schema, params) : []) {
      console.warn(`Inkling: ${type}.${fault}`);
    }
  });
  const follow = (inkling: Tracker): void => {
    const { track } = inkling;
    inkling.track = (type, params) => {
      check(type, params);
      return track(type, params);
    };
  };
  const present = inklingOf(win) as Tracker;
  const waiting = [...(present.q ?? [])];
  for (const [method, [type, params]] of waiting) if (method === 'track') check(type, params);
  follow(present);
  if (present.q) whenLoaded(win, (inkling) => follow(inkling as Tracker));
}
