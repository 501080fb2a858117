import type { WindowCode } from './code.ts';
import type { InkEvent } from './event.ts';
import type { ExtraFilter } from './filter.ts';
import type { Kernel } from './kernel.ts';
import type { MeasureMaker, Search } from './measures.ts';
import type { Stream } from './stream.ts';

/** What a window of the second chunk holds of a stream. */
export interface Bounds {
  /** Its first instant and the first after it. */
  readonly start: number;
  readonly end: number;
  /** Place of its first entry. */
  readonly low: number;
  /** When it will no longer reach to before the record; when it holds other entries by itself. */
  readonly known: number;
  readonly lapse: number;
}

/** The second chunk: what a program with `extra` needs beside the core. */
export interface Extra {
  readonly filter: ExtraFilter;
  readonly measure: MeasureMaker;
  /** Finds where a value that moves in other ways than by one a ms crosses a number. */
  readonly search: Search;
  readonly bounds: (kernel: Kernel, stream: Stream, window: WindowCode, now: number) => Bounds;
  /** Puts what an event tells a stream of a kind beyond the core; false when it tells nothing. */
  readonly read: (stream: Stream, event: InkEvent, bits: number) => boolean;
}
