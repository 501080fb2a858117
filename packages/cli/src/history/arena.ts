/** Texts in large buffers outside the collector's reach. */
export interface Arena {
  /** Bytes taken. */
  readonly bytes: number;
  /** Keeps a text; gives its place. */
  write(text: string): number;
  read(place: number): string;
}

const CHUNK_BYTES = 1 << 22;
const LENGTH_BYTES = 4;
/** UTF-8 takes at most three bytes for a UTF-16 unit. */
const MOST_BYTES = 3;

/** Makes an empty arena. A text longer than a chunk gets a chunk of its own. */
export function createArena(): Arena {
  const chunks: Buffer[] = [];
  let chunk = Buffer.alloc(0);
  let used = 0;
  let bytes = 0;
  return {
    get bytes() {
      return bytes;
    },
    write(text) {
      const most = text.length * MOST_BYTES + LENGTH_BYTES;
      if (used + most > chunk.length) {
        chunk = Buffer.allocUnsafeSlow(Math.max(CHUNK_BYTES, most));
        chunks.push(chunk);
        bytes += chunk.length;
        used = 0;
      }
      const written = chunk.write(text, used + LENGTH_BYTES);
      chunk.writeUInt32LE(written, used);
      const place = (chunks.length - 1) * 2 ** 32 + used;
      used += LENGTH_BYTES + written;
      return place;
    },
    read(place) {
      const from = chunks[Math.floor(place / 2 ** 32)] as Buffer;
      const at = place % 2 ** 32;
      const start = at + LENGTH_BYTES;
      return from.toString('utf8', start, start + from.readUInt32LE(at));
    },
  };
}
