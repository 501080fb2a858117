import type { Stack } from '../../../tools/stack/start-stack.ts';
import { launchBrowser } from '../launch.ts';
import { publishRules, serveSmallSite } from '../small-site.ts';

/** One event that completes a segment. */
export interface Reaction {
  /** From the call that records it until slot and `<html>` have changed, ms. */
  readonly ms: number;
  /** Frame callbacks between the two. */
  readonly frames: number;
}

/** What was measured on one page. */
export interface EventToDom {
  readonly reactions: readonly Reaction[];
  /** Median time between two frames of the same page when nothing happens, ms. */
  readonly frameMs: number;
}

const GOALS = 30;
const SEGMENTS = 100;

/** A hundred segments that look at the same event; each of {@link GOALS} is completed by its third. */
function manySegments(): object {
  const step = (gte: number, more: object) => ({ enter: { within: '30d', gte, ...more } });
  const segments = Array.from({ length: SEGMENTS }, (_, i) => {
    if (i < GOALS) return [`goal-${i}`, step(3, { count: 'step', where: { goal: `g${i}` } })];
    if (i % 2) return [`many-${i}`, step(1000 + i, { count: 'step' })];
    return [`kinds-${i}`, step(GOALS + i, { distinct: 'step', field: 'goal' })];
  });
  return { holdout: 0, segments: Object.fromEntries(segments) };
}

/** Publishes rules of its own at the stack, which must serve nothing else meanwhile. */
export async function measureEventToDom(stack: Stack, slowdown: number): Promise<EventToDom> {
  await publishRules(stack, manySegments());
  const goals = Array.from({ length: GOALS }, (_, i) => `goal-${i}`);
  const templates = goals.map((goal) => `<template segment="${goal}">For ${goal}</template>`);
  const slots = templates.map(
    (one, i) => `<ink-slot name="s${i}" swap="at-once">All${one}</ink-slot>`,
  );
  const site = await serveSmallSite(stack, slots.join(''));
  const { browser, close } = await launchBrowser('chromium');
  try {
    const page = await browser.newPage();
    await page.emulateCPUThrottling(slowdown);
    await page.goto(site.url, { waitUntil: 'load' });
    await page.waitForFunction(`window.inkling?.status?.().mode === 'stored' && inkling.ready()`);
    await page.evaluate('inkling.export()'); // By then all chunks of a page have come.
    return await page.evaluate(react, GOALS);
  } finally {
    await close();
    await site.close();
  }
}

/** Runs inside the page. */
async function react(goals: number): Promise<EventToDom> {
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const gaps: number[] = [];
  let last = await frame();
  for (let i = 0; i < 60; i += 1) {
    const now = await frame();
    gaps.push(now - last);
    last = now;
  }
  const reactions: Reaction[] = [];
  for (let i = 0; i < goals; i += 1) {
    const slot = document.querySelector<HTMLElement>(`ink-slot[name=s${i}]`)!;
    const isChanged = (): boolean =>
      slot.dataset.ink === `goal-${i}` &&
      !!document.documentElement.dataset.inkling?.split(' ').includes(`goal-${i}`);
    for (let n = 0; n < 2; n += 1) window.inkling.track('step', { goal: `g${i}` });
    await frame();
    if (isChanged()) throw new Error(`goal-${i} came too early.`);
    let frames = 0;
    const count = (): void => {
      frames += 1;
      if (!isChanged()) requestAnimationFrame(count);
    };
    const start = performance.now();
    window.inkling.track('step', { goal: `g${i}` });
    if (!isChanged()) requestAnimationFrame(count);
    while (!isChanged()) await new Promise((resolve) => setTimeout(resolve));
    reactions.push({ ms: performance.now() - start, frames });
    await frame();
  }
  return { reactions, frameMs: gaps.toSorted((a, b) => a - b)[gaps.length >> 1]! };
}
