import { nearest } from './nearest.ts';
import { at, type Path, wordPath } from './path.ts';
import { type Fault, RuleError, type RuleErrorCode } from './rule-error.ts';
import { show } from './show.ts';

/** How much a rule file may ask for; each is checked before or while it is read. */
export interface Limits {
  /** UTF-8 bytes of the file as JSON. */
  readonly bytes: number;
  /** Levels of lists and objects inside each other. */
  readonly depth: number;
  /** Values, lists and objects together. */
  readonly nodes: number;
  readonly segments: number;
  /** Measures, sequence steps and score clauses together. */
  readonly cost: number;
}

/** What `parseRules` allows unless it is told otherwise. */
export const LIMITS: Limits = {
  bytes: 262_144,
  depth: 32,
  nodes: 20_000,
  segments: 2000,
  cost: 10_000,
};

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Walks a value without recursion and refuses what is too large, too deep, or not JSON.
 *
 * @throws {@link RuleError}
 */
export function checkLimits(root: unknown, limits: Limits): void {
  const waiting: { value: unknown; path: Path | null; depth: number }[] = [
    { value: root, path: null, depth: 0 },
  ];
  let nodes = 0;
  let bytes = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path, depth } = next;
    nodes += 1;
    bytes += 2 + (typeof value === 'string' ? value.length : 0);
    if (nodes > limits.nodes)
      fail('too-many-nodes', null, 'more', `at most ${limits.nodes} values`);
    if (bytes > limits.bytes) fail('too-large', null, 'more', `at most ${limits.bytes} bytes`);
    if (!isBranch(value)) {
      if (!isLeaf(value)) fail('wrong-type', path, show(value), 'a value that JSON can carry');
      continue;
    }
    if (depth >= limits.depth) {
      fail('too-deep', path, 'another level', `at most ${limits.depth} levels`);
    }
    for (const key of Object.keys(value)) {
      if (FORBIDDEN.has(key)) fail('forbidden-key', at(path, key), show(key), 'another name');
      bytes += Array.isArray(value) ? 0 : key.length + 3;
      const step = Array.isArray(value) ? Number(key) : key;
      waiting.push({ value: Reflect.get(value, key), path: at(path, step), depth: depth + 1 });
    }
  }
}

function isBranch(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isLeaf(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

/** Throws a single fault. */
export function fail(
  code: RuleErrorCode,
  path: Path | null,
  found: string,
  expected: string,
  known: readonly string[] = [],
): never {
  const near = known.length > 0 ? nearest(found, known) : null;
  const fault: Fault = { code, path: wordPath(path), found, expected, nearest: near };
  throw new RuleError([fault]);
}
