import {
  type ComputedRef,
  computed,
  onMounted,
  onUnmounted,
  type ShallowRef,
  shallowRef,
} from 'vue';
import { followSegments } from './activated.ts';

/**
 * Ids of the activated segments, in the order of the rules. Call in `setup`.
 *
 * @param serverSegments - What the server rendered with, the same on both sides; none unless given.
 *   It holds until the component is mounted, so that hydration finds what the server sent.
 */
export function useSegments(
  serverSegments: readonly string[] = [],
): Readonly<ShallowRef<readonly string[]>> {
  const segments = shallowRef(serverSegments);
  let stop = (): void => {};
  onMounted(() => {
    stop = followSegments((next) => {
      segments.value = next;
    });
  });
  onUnmounted(() => stop());
  return segments;
}

/** Whether a segment is activated. Call in `setup`. */
export function useSegment(name: string, serverSegments?: readonly string[]): ComputedRef<boolean> {
  const segments = useSegments(serverSegments);
  return computed(() => segments.value.includes(name));
}
