import type { InkEvent, JsonValue } from '@inkling/engine';
import type { Scalar } from '../ast.ts';
import type { World } from './world.ts';

/** The event that set a trait or a piece of context last, or took it back. */
export function latestSettingEvent(
  kind: 'trait' | 'context',
  key: string,
  world: World,
): InkEvent | undefined {
  return world.events
    .filter((event) => event.type === kind && Object.hasOwn(event.params, key))
    .at(-1);
}

/**
 * What a trait or a piece of context was last set to; absent when never, or when it was taken
 * back by setting it to `null`.
 */
export function latestSetting(
  kind: 'trait' | 'context',
  key: string,
  world: World,
): Scalar | readonly Scalar[] | null {
  const setting = latestSettingEvent(kind, key, world);
  const value: JsonValue = setting?.params[key] ?? null;
  if (Array.isArray(value)) return value.filter((x) => x !== null && typeof x !== 'object');
  return typeof value === 'object' ? null : (value as Scalar);
}
