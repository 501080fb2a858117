export { ARCHETYPES, type Archetype } from './archetypes.ts';
export type { History, Meaning, Read } from './history.ts';
export { DEFAULTS, type SimulationOptions } from './options.ts';
export { createWorld, type Life, liveAll, type World } from './population.ts';
export { type Simulation, simulate, wrongCells } from './simulate.ts';
