export { ARCHETYPES, type Archetype } from './archetypes.ts';
export type { History, Meaning, Read } from './history.ts';
export { DEFAULTS, type SimulationOptions } from './options.ts';
export { createWorld, type Life, liveAll, type World } from './population.ts';
export { OBJECT_LIMITS, PRICES } from './prices.ts';
export { createRandom, type Random, share } from './random.ts';
export type {
  ArmReport,
  Cohort,
  Figure,
  SegmentReport,
  SimulationReport,
  SizeFigure,
} from './report.ts';
export {
  type Cost,
  costOfReports,
  type DayLoad,
  loadOfDay,
  type ObjectFigures,
  type PuttingAway,
  rowsPerReport,
} from './scale.ts';
export {
  type Simulation,
  simulate,
  simulateInSteps,
  type Traffic,
  type WrongCell,
  wrongCells,
} from './simulate.ts';
export { summarise } from './summarise.ts';
