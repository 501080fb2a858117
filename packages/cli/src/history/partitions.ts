import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RawEvent } from '../input/raw-event.ts';
import { splitLines } from '../input/split-lines.ts';
import { hashOf } from './names.ts';

/** Temporary files of events; all events of one visitor are in one file. */
export interface Partitions extends PartitionFiles {
  write(event: RawEvent): void;
  /** Writes out what waits; nothing may be written afterwards. */
  finish(): void;
  /** Removes the files. */
  close(): void;
}

/** Where the files lie, for whoever reads them, which may be another thread. */
export interface PartitionFiles {
  readonly folder: string;
  readonly count: number;
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
  let files: number[] = Array.from({ length: COUNT }, (_, i) =>
    openSync(pathOf(folder, i), 'w', 0o600),
  );
  const waiting = new Array<string>(COUNT).fill('');
  const flush = (i: number): void => {
    writeAll(files[i] as number, waiting[i] as string);
    waiting[i] = '';
  };
  return {
    folder,
    count: COUNT,
    write(event) {
      const i = hashOf(event.visitor) & (COUNT - 1);
      waiting[i] += toLine(event);
      if ((waiting[i] as string).length > FLUSH_CHARS) flush(i);
    },
    finish() {
      files.forEach((file, i) => {
        flush(i);
        closeSync(file);
      });
      files = [];
    },
    close() {
      for (const file of files) closeSync(file);
      files = [];
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Gives the events of one finished file, in the order written. */
export async function* readPartition(
  folder: string,
  partition: number,
): AsyncGenerator<RawEvent[]> {
  const bytes = createReadStream(pathOf(folder, partition), { highWaterMark: 1 << 18 });
  for await (const lines of splitLines(bytes)) yield lines.flatMap(fromLine);
}

function pathOf(folder: string, partition: number): string {
  return join(folder, `${partition}.ndjson`);
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
