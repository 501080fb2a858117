/** What the sources of one room may import. */
export interface Room {
  /** Rooms whose public entry may be imported. */
  readonly rooms: readonly string[];
  /** Of those, rooms of which only types may be imported. */
  readonly typesOnly?: readonly string[];
  /** Packages from npm, and `node:` for Node's own modules. */
  readonly npm: readonly string[];
}

/**
 * The import table of ARCHITECTURE.md, by room under `packages/`.
 *
 * A test holds the two tables together. Tests and build scripts of a room are free in what they
 * take from npm, but not in what they take from other rooms' insides.
 */
export const walls: Readonly<Record<string, Room>> = {
  engine: { rooms: [], npm: [] },
  rules: { rooms: ['engine'], npm: [] },
  report: { rooms: ['engine'], typesOnly: ['engine'], npm: [] },
  measure: { rooms: ['report'], typesOnly: ['report'], npm: ['jstat'] },
  simulate: { rooms: ['engine', 'rules', 'report', 'measure'], npm: [] },
  sdk: { rooms: ['engine', 'report'], npm: ['idb'] },
  bindings: { rooms: [], npm: ['react', 'svelte', 'vue'] },
  'edge-worker': {
    rooms: ['engine', 'rules', 'report', 'measure'],
    npm: ['hono', 'valibot', 'cloudflare:'],
  },
  dashboard: { rooms: ['rules', 'measure'], npm: ['preact', 'uplot'] },
  cli: {
    rooms: ['engine', 'rules', 'report', 'measure', 'simulate'],
    npm: ['commander', 'csv-parse', 'node:'],
  },
};

/**
 * The SDK's stages (folders of `packages/sdk/src`) in the order in which data passes them. A stage
 * imports types of earlier ones only; what wires them lies beside them.
 */
export const sdkStages: readonly string[] = ['capture', 'log', 'memberships', 'activation'];

/**
 * The only files of the worker's sources that may know its bindings (`env.ts`) or the runtime
 * (`cloudflare:` modules): everything else gets what it needs as arguments.
 */
export const bindingHolders: readonly RegExp[] = [
  /^packages\/edge-worker\/src\/objects\//,
  /^packages\/edge-worker\/src\/(app|context|index)\.ts$/,
];
