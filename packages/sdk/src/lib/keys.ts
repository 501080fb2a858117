/** The few small values that must be readable before anything asynchronous has answered. */
export interface Keys {
  /** `null` when there is none, or the browser does not let us look. */
  get(key: string): string | null;
  /** Keeps `value`; `null` deletes. Does nothing where `mayWrite` says no or the store is full. */
  set(key: string, value: string | null): void;
}

/** What the names of all our keys begin with. */
export const PREFIX = 'inkling:';

/**
 * `localStorage` under our prefix, with every read of the property itself guarded: in a sandboxed
 * frame, or with cookies blocked, the getter throws.
 *
 * @param mayWrite - Asked before each write; deleting is always allowed.
 */
export function createKeys(win: Window, mayWrite: (key: string) => boolean): Keys {
  return {
    get(key) {
      try {
        return win.localStorage.getItem(PREFIX + key);
      } catch {
        return null; // No storage: everything here can be made again.
      }
    },
    set(key, value) {
      try {
        if (value === null) win.localStorage.removeItem(PREFIX + key);
        else if (mayWrite(key)) win.localStorage.setItem(PREFIX + key, value);
      } catch {
        // No storage, or a full one.
      }
    },
  };
}
