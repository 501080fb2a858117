import type { Task } from './lib/task.ts';

/** The root scripts, each loaded only when it is asked for. */
export const tasks: Record<string, () => Promise<Task>> = {
  start: async () => (await import('./tasks/start.ts')).start,
  test: async () => (await import('./tasks/test.ts')).test,
  bench: async () => (await import('./tasks/bench.ts')).bench,
  size: async () => (await import('./tasks/size.ts')).size,
  lint: async () => (await import('./tasks/lint.ts')).lint,
  types: async () => (await import('./tasks/types.ts')).types,
  docs: async () => (await import('./tasks/docs.ts')).docs,
  check: async () => (await import('./tasks/check.ts')).check,
  long: async () => (await import('./tasks/long.ts')).long,
  soak: async () => (await import('./tasks/soak.ts')).soak,
  faults: async () => (await import('./tasks/faults.ts')).faults,
  killrig: async () => (await import('./tasks/killrig.ts')).killrig,
  simworld: async () => (await import('./tasks/simworld.ts')).simworld,
  inkling: async () => (await import('./tasks/inkling.ts')).inkling,
  pictures: async () => (await import('./tasks/pictures.ts')).pictures,
};
