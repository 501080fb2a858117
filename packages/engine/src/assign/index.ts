/** Who sees what of an experiment: pure, and small enough for the page's own script. */
export {
  type AssignInput,
  type Assignment,
  assign,
  DEFAULT_HOLDOUT,
  type Holdout,
  isHeldOut,
  SITE_HOLDOUT,
} from './assign.ts';
export { hash } from './hash.ts';
export {
  type ActivationProgram,
  ASSIGNED_EVENT,
  type ContentCode,
  type EdgeCode,
  type ExperienceCode,
  type ExperimentCode,
  METER_EVENT,
  type MeterCode,
  type OfferStepCode,
  type OffersCode,
  SHOWN_EVENT,
} from './program.ts';
export {
  chooseVariation,
  getBucketRange,
  getEqualWeights,
  inNamespace,
  type Namespace,
  type Range,
} from './ranges.ts';
export { isRolledOut } from './rollout.ts';
