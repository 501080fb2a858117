export type { ExperimentState, ExperimentStep } from './contribute-experiments.ts';
export { contributeExperiments } from './contribute-experiments.ts';
export type { Experiment, Outcome } from './experiment.ts';
export { EXPERIMENT_DAYS, HOLDOUT, levelOf, outcomesOf, PRE_DAYS } from './experiment.ts';
