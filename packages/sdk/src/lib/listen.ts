import type { Guard } from './guard.ts';
import type { Host } from './host.ts';

/** Makes a host's `listen`. */
export function createListen(guard: Guard): Host['listen'] {
  return (target, types, callback) => {
    for (const type of types.split(' ')) {
      target.addEventListener(type, guard(callback), { capture: true, passive: true });
    }
  };
}
