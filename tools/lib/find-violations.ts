import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  cruise,
  type ICruiseOptions,
  type ICruiseResult,
  type IDependency,
} from 'dependency-cruiser';
import { bindingHolders, sdkStages, walls } from './walls.ts';

/** One import that a wall forbids. */
export interface Violation {
  /** The file that imports, relative to the project. */
  readonly from: string;
  /** What it imports, as it is written there. */
  readonly to: string;
  /** The wall, in words. */
  readonly why: string;
}

const PLACES = ['packages', 'demo', 'e2e', 'bench', 'tools'];

/**
 * Reads every import of the project and returns those that break a wall, in order of file.
 *
 * @param projectDir - An absolute path.
 * @returns An empty list when all is well.
 */
export async function findViolations(projectDir: string): Promise<Violation[]> {
  const here = PLACES.filter((place) => existsSync(join(projectDir, place)));
  const options = {
    baseDir: projectDir,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|public|\\.wrangler|\\.inkling)/' },
    validate: true,
    ruleSet: {
      forbidden: [{ name: 'cycle', severity: 'error', from: {}, to: { circular: true } }],
    },
  } satisfies ICruiseOptions;
  const resolution = { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] };
  const { output } = await cruise(here, options, resolution);
  const { modules } = output as ICruiseResult;
  return modules
    .filter((module) => isOurs(module.source))
    .flatMap((module) =>
      module.dependencies.flatMap((dependency) => {
        const why = brokenWall(module.source, dependency);
        return why ? [{ from: module.source, to: dependency.module, why }] : [];
      }),
    );
}

function brokenWall(from: string, dependency: IDependency): string | undefined {
  const to = dependency.resolved;
  if (dependency.couldNotResolve && !isVirtual(dependency.module)) return 'cannot be found';
  if (isCycle(dependency)) return `is a cycle: ${dependency.cycle?.map((c) => c.name).join(' → ')}`;
  if (isTooling(from, to)) return undefined;
  if (roomOf(to) && roomOf(to) !== roomOf(from)) {
    return dependency.module.startsWith('.')
      ? 'reaches into another room by its path; import it by name'
      : forbiddenRoom(from, to, dependency);
  }
  if (reachesBindings(from, to, dependency.module)) {
    return 'only objects, app, context and index of the worker may know its bindings';
  }
  if (roomOf(to)) return forbiddenStage(from, to, dependency);
  return forbiddenPackage(from, `${dependency.protocol ?? ''}${dependency.module}`);
}

/** A ring of imports of which none is types only: those are gone at run time. */
function isCycle({ circular, cycle = [] }: IDependency): boolean {
  return circular && !cycle.some(({ dependencyTypes }) => dependencyTypes.includes('type-only'));
}

/** Tools are no package: they start others' scripts by path, and suites start the stack by theirs. */
function isTooling(from: string, to: string): boolean {
  const [mine, other] = [roomOf(from), roomOf(to)];
  return mine === 'tools'
    ? other !== undefined && !isSource(to)
    : other === 'tools' && (mine === 'e2e' || mine === 'bench');
}

function forbiddenRoom(from: string, to: string, dependency: IDependency): string | undefined {
  const room = roomOf(from) ?? '';
  const target = roomOf(to) ?? '';
  if (!walls[room]) {
    // Around the packages: the demo is a customer; benches and tools may use any public entry.
    return room === 'demo' || room === 'e2e' ? `${room} may import no package of ours` : undefined;
  }
  if (!isSource(from)) return undefined;
  if (!walls[room].rooms.includes(target)) return `${room} may not import ${target}`;
  if (walls[room].typesOnly?.includes(target) && !isTypeOnly(dependency)) {
    return `${room} may import only types of ${target}`;
  }
  return undefined;
}

function reachesBindings(from: string, to: string, name: string): boolean {
  if (!from.startsWith('packages/edge-worker/src/')) return false;
  const isBinding = to === 'packages/edge-worker/src/env.ts' || name.startsWith('cloudflare:');
  return isBinding && !bindingHolders.some((holder) => holder.test(from));
}

function forbiddenStage(from: string, to: string, dependency: IDependency): string | undefined {
  const [mine, other] = [from, to].map((p) => /^packages\/sdk\/src\/([^/]+)\//.exec(p)?.[1] ?? '');
  const [i, j] = [sdkStages.indexOf(mine ?? ''), sdkStages.indexOf(other ?? '')];
  if (i < 0 || j < 0 || i === j) return undefined;
  if (j > i) return `the stage ${mine} may not import the later stage ${other}`;
  return isTypeOnly(dependency) ? undefined : `the stage ${mine} may import only types of ${other}`;
}

function forbiddenPackage(from: string, name: string): string | undefined {
  const room = roomOf(from) ?? '';
  const allowed = walls[room]?.npm;
  if (!allowed || !isSource(from) || name.startsWith('.')) return undefined;
  const fits = (known: string): boolean =>
    known.endsWith(':') ? name.startsWith(known) : name === known || name.startsWith(`${known}/`);
  return allowed.some(fits) ? undefined : `${room} may not import ${name}`;
}

/** Modules that exist only inside a runtime. */
function isVirtual(name: string): boolean {
  return name.startsWith('cloudflare:') || name.startsWith('node:');
}

function isTypeOnly(dependency: IDependency): boolean {
  return dependency.dependencyTypes.includes('type-only');
}

function isSource(path: string): boolean {
  return /^packages\/[^/]+\/src\//.test(path);
}

function isOurs(path: string): boolean {
  return !path.includes('node_modules') && roomOf(path) !== undefined;
}

/** `sdk` for `packages/sdk/…`, `demo` for `demo/…`; undefined outside of the rooms. */
function roomOf(path: string): string | undefined {
  if (path.includes('node_modules')) return undefined;
  return /^(?:packages\/([^/]+)|(demo|e2e|bench|tools))\//.exec(path)?.slice(1).find(Boolean);
}
