import { onMount } from 'svelte';
import { derived, type Readable, writable } from 'svelte/store';
import { followSegments } from './activated.ts';

/**
 * A store of the ids of the activated segments, in the order of the rules. Call while a component
 * is made.
 *
 * @param serverSegments - What the server rendered with, the same on both sides; none unless given.
 *   It holds until the component is mounted, so that hydration finds what the server sent.
 */
export function useSegments(serverSegments: readonly string[] = []): Readable<readonly string[]> {
  const { subscribe, set } = writable(serverSegments);
  onMount(() => followSegments(set));
  return { subscribe };
}

/** A store of whether a segment is activated. Call while a component is made. */
export function useSegment(name: string, serverSegments?: readonly string[]): Readable<boolean> {
  return derived(useSegments(serverSegments), (segments) => segments.includes(name));
}
