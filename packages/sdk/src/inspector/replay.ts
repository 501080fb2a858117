import {
  createEngine,
  type Engine,
  type Extra,
  type InkEvent,
  type Program,
} from '@inkling/engine';

/** Everything that an engine of the inspector's own is made from. */
export interface ReplayParts {
  readonly program: Program;
  /** The engine's second chunk; `undefined` for programs that do without. */
  readonly extra: Extra | undefined;
  /** Since when history is complete, ms since the epoch; `undefined`: since the first event. */
  readonly recordedFrom: number | undefined;
}

/**
 * Plays a history into a new engine and brings it to an instant. The page's own engine is not
 * touched.
 *
 * @param events - In order.
 * @param now - Ms since the epoch.
 */
export function replay(parts: ReplayParts, events: readonly InkEvent[], now: number): Engine {
  const { program, extra, recordedFrom } = parts;
  const all = recordedFrom ?? events[0]?.t ?? now;
  const engine = createEngine(program, { recordedFrom: { all }, ...(extra && { extra }) });
  for (const event of events) engine.add(event);
  engine.advance(now);
  return engine;
}

/** The next instant at which any membership changes by itself; `null` for not within 400 days. */
export function nextChange(engine: Engine): number | null {
  const next = engine.program.segments.flatMap(({ id }) => engine.flips(id).at.slice(0, 1));
  return next.length ? Math.min(...next) : null;
}
