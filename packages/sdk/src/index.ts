export type { Change } from './activation/activation.ts';
export type { Export, Inkling, MeterAnswer, Status } from './api.ts';
export type { Choices, Purpose } from './consent/consent.ts';
export type { Config } from './lib/config.ts';
export type { Explanation } from './memberships/explain.ts';
export type { StartOptions } from './start.ts';
export { startInkling } from './start.ts';
