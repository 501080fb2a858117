/** Puts something else in a place for a while. */
export interface Patches {
  patch<T extends object, K extends keyof T>(on: T, name: K, make: (old: T[K]) => T[K]): void;
  /** Puts everything back. */
  undo(): void;
}

export function createPatches(): Patches {
  const undos: (() => void)[] = [];
  return {
    patch(on, name, make) {
      const own = Object.getOwnPropertyDescriptor(on, name);
      const value = make(on[name]);
      Object.defineProperty(on, name, { value, configurable: true, writable: true });
      undos.push(() => {
        if (own) Object.defineProperty(on, name, own);
        else Reflect.deleteProperty(on, name);
      });
    },
    undo() {
      for (const revert of undos.splice(0).reverse()) revert();
    },
  };
}

/** A copy of what JSON can carry, in a fraction of `structuredClone`'s time. */
export function copyPlain<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyPlain) as T;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) copy[key] = copyPlain((value as typeof copy)[key]);
  return copy as T;
}
