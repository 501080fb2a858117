import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RawEvent } from '../input/raw-event.ts';
import { splitLines } from '../input/split-lines.ts';
import { hashOf } from './names.ts';

/** Temporary files of events; all events of one visitor are in one file. */
export interface Partitions {
  readonly count: number;
  write(event: RawEvent): void;
  /** Gives the events of one file in the order written; nothing may be written afterwards. */
  read(partition: number): AsyncIterable<RawEvent[]>;
  /** Removes the files. */
  close(): void;
}

/** A power of two. */
const COUNT = 256;
const FLUSH_CHARS = 1 << 15;

/**
 * Makes a private folder of 256 files in the system's temporary folder (`TMPDIR` moves it).
 *
 * @throws The system's error when the disk is full.
 */
export function openPartitions(): Partitions {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-'));
  const pathOf = (partition: number): string => join(folder, `${partition}.ndjson`);
  let files: number[] = Array.from({ length: COUNT }, (_, i) => openSync(pathOf(i), 'w', 0o600));
  const waiting = new Array<string>(COUNT).fill('');
  const flush = (i: number): void => {
    writeAll(files[i] as number, waiting[i] as string);
    waiting[i] = '';
  };
  const finish = (): void => {
    files.forEach((file, i) => {
      flush(i);
      closeSync(file);
    });
    files = [];
  };
  return {
    count: COUNT,
    write(event) {
      const i = hashOf(event.visitor) & (COUNT - 1);
      waiting[i] += toLine(event);
      if ((waiting[i] as string).length > FLUSH_CHARS) flush(i);
    },
    async *read(partition) {
      if (files.length > 0) finish();
      const bytes = createReadStream(pathOf(partition), { highWaterMark: 1 << 18 });
      for await (const lines of splitLines(bytes)) yield lines.flatMap(fromLine);
    },
    close() {
      for (const file of files) closeSync(file);
      files = [];
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

function toLine({ visitor, t, n, type, session, id, params }: RawEvent): string {
  return `${JSON.stringify([visitor, t, n, type, session, id, params])}\n`;
}

function fromLine(line: string): RawEvent[] {
  if (line === '') return [];
  const [visitor, t, n, type, session, id, params] = JSON.parse(line);
  return [{ visitor, t, n, type, session, id, params }];
}
