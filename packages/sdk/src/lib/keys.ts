/** The few small values that must be readable before anything asynchronous has answered. */
export interface Keys {
  /** `null` when there is none, or the browser does not let us look. */
  get(key: string): string | null;
  /** Keeps `value`; `null` deletes. Does nothing where `mayWrite` says no or the store is full. */
  set(key: string, value: string | null): void;
  /** Names of all keys of ours, without the prefix. */
  names(): string[];
}

const PREFIX = 'inkling:';

/**
 * `localStorage` under our prefix, with every read of the property itself guarded: in a sandboxed
 * frame, or with cookies blocked, the getter throws.
 *
 * @param mayWrite - Asked before each write; deleting is always allowed.
 */
export function createKeys(win: Window, mayWrite: (key: string) => boolean): Keys {
  const attempt = <T>(fn: (store: Storage) => T, otherwise: T): T => {
    try {
      return fn(win.localStorage);
    } catch {
      return otherwise; // No storage, or a full one: everything here can be made again.
    }
  };
  return {
    get: (key) => attempt((store) => store.getItem(PREFIX + key), null),
    set: (key, value) =>
      attempt((store) => {
        if (value === null) store.removeItem(PREFIX + key);
        else if (mayWrite(key)) store.setItem(PREFIX + key, value);
      }, undefined),
    names: () =>
      attempt(
        (store) =>
          Object.keys(store)
            .filter((key) => key.startsWith(PREFIX))
            .map((key) => key.slice(PREFIX.length)),
        [],
      ),
  };
}
