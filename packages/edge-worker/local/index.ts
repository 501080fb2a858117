export { buildWorker, findWorkerd } from './build-worker.ts';
export type { SriTable } from './stamp-version.ts';
export { isVersion, stampVersion } from './stamp-version.ts';
export type { LocalOptions, LocalWorker } from './start-workerd.ts';
export { freePort, startWorkerd } from './start-workerd.ts';
