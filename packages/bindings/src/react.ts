'use client';
import {
  createContext,
  createElement,
  type ReactNode,
  useContext,
  useMemo,
  useSyncExternalStore,
} from 'react';
import { activatedText, listSegments, onChange } from './activated.ts';

/** Ids separated by blanks: equal lists are equal values, and render nobody again. */
const ServerSegments = createContext('');

/** What {@link InklingProvider} takes. */
export interface InklingProviderProps {
  /**
   * The segments that the server rendered with, where it knew any: server and browser must be given
   * the same, and the browser begins with them. None unless given.
   */
  readonly serverSegments?: readonly string[];
  readonly children?: ReactNode;
}

/** Tells the hooks below it what the server knew. Without one they begin with no segment. */
export function InklingProvider({
  serverSegments = [],
  children,
}: InklingProviderProps): ReactNode {
  return createElement(ServerSegments.Provider, { value: serverSegments.join(' ') }, children);
}

/**
 * Ids of the activated segments, in the order of the rules; the same list until they change. Empty on
 * the server and for the first render in the browser, so that both agree, unless an
 * {@link InklingProvider} says otherwise.
 */
export function useSegments(): readonly string[] {
  const known = useContext(ServerSegments);
  const text = useSyncExternalStore(onChange, activatedText, () => known);
  return useMemo(() => listSegments(text), [text]);
}

/** Whether a segment is activated. Renders again only when that changes. */
export function useSegment(name: string): boolean {
  const known = useContext(ServerSegments);
  const isIn = (text: string): boolean => listSegments(text).includes(name);
  return useSyncExternalStore(
    onChange,
    () => isIn(activatedText()),
    () => isIn(known),
  );
}

/**
 * The variant of an experience that stands activated, such as `on`; `null` where the visitor is shown
 * none of it: in no segment of it, held out, capped, or on the server, unless that was told.
 *
 * @param name - The experience's id in the rule file.
 */
export function useExperience(name: string): string | null {
  const prefix = `${name}:`;
  const variant = useSegments().find((one) => one.startsWith(prefix));
  return variant === undefined ? null : variant.slice(prefix.length);
}

/** What {@link Segment} takes. */
export interface SegmentProps {
  /** The segment's id in the rule file. */
  readonly name: string;
  /** For everybody else; nothing unless given. */
  readonly fallback?: ReactNode;
  readonly children?: ReactNode;
}

/** Shows its children to visitors in whom the segment is activated. */
export function Segment({ name, fallback = null, children }: SegmentProps): ReactNode {
  return useSegment(name) ? children : fallback;
}
