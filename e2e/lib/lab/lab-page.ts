import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../tools/lib/root.ts';
import { installClock } from '../page-clock.ts';
import { keepEvidence } from './evidence.ts';
import { type ShimName, shims } from './shims.ts';

/** What a page of the lab is like; travels in its address. */
export interface PageOptions {
  /** False for a page without us; true unless stated. */
  readonly sdk?: boolean;
  /** How often the tag is on it; once unless stated. */
  readonly tags?: number;
  /** `data-consent`; `granted` unless stated, `ask` for none. */
  readonly consent?: 'granted' | 'ask';
  readonly shim?: { readonly name: ShimName; readonly [param: string]: unknown };
  /** The page's time minus real time, ms. */
  readonly offsetMs?: number;
  /** Where time stands still, ms since the epoch. */
  readonly frozenAt?: number;
  /** Address of a frame, with its `sandbox` where it has one. */
  readonly frame?: { readonly url: string; readonly sandbox?: string };
  /** Address that the browser is asked to prerender. */
  readonly prerender?: string;
  /** Runs after the tag. */
  readonly script?: string;
}

const built = (file: string): string => readFileSync(join(root, 'packages/sdk/dist', file), 'utf8');
const call = (fn: (...args: never[]) => void, ...args: unknown[]): string =>
  `<script>(${fn})(${args.map((arg) => JSON.stringify(arg)).join(',')})</script>`;

/** The page as HTML. Without us nothing on it changes, throws, moves or waits. */
export function labPage(edgeUrl: string, options: PageOptions): string {
  const { sdk = true, tags = 1, consent = 'granted', shim, frame, prerender, script } = options;
  const { name, ...params } = shim ?? {};
  const tag = `<script async src="${edgeUrl}/v1/sdk.js" data-site="daily-ink"
    data-recorded-from="2020-01-01" ${consent === 'granted' ? 'data-consent="granted"' : ''}></script>`;
  const rules = { prerender: [{ urls: [prerender], eagerness: 'immediate' }] };
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Lab</title>
<link rel="icon" href="data:,">
${call(keepEvidence)}
${call(installClock, options.offsetMs ?? 0, ...(options.frozenAt === undefined ? [] : [options.frozenAt]))}
${name ? call(shims[name] as never, params) : ''}
${sdk ? `<script>${built('boot.js')}</script><script>${built('stub.js')}</script>${tag.repeat(tags)}` : ''}
${prerender ? `<script type="speculationrules">${JSON.stringify(rules)}</script>` : ''}
<style>main { width: 40em } p { height: 4em } ink-slot { display: block; height: 2em }</style>
<main><h1>Lab</h1>
<ink-slot name="lab">default<template segment="seen">seen</template></ink-slot>
<input><a href="/lab/next">next</a>
${frame ? `<iframe src="${frame.url}"${frame.sandbox === undefined ? '' : ` sandbox="${frame.sandbox}"`}></iframe>` : ''}
${'<p>A paragraph of some text that nobody reads but that takes room.</p>'.repeat(40)}
</main>${script ? `<script>${script}</script>` : ''}`;
}
