import { isAscii, isUtf8 } from 'node:buffer';
import { CliError } from '../errors.ts';

/** Turns UTF-8 into text, however the bytes are cut. */
export interface TextPieces {
  /** @throws {@link CliError} `bad-event` with the line and column of a byte that is no UTF-8. */
  read(bytes: Uint8Array): string;
  /** @throws {@link CliError} `bad-event` where the last letter breaks off. */
  end(): string;
}

const LINE_FEED = 10;
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Makes a reader of one input. A byte order mark at its start is left out; bytes that are no UTF-8
 * are refused, because what stands in their place would be another value.
 *
 * @param linesBefore - Whole lines that were read before the next piece, for the fault.
 */
export function createTextPieces(linesBefore: () => number): TextPieces {
  let cut: Uint8Array = new Uint8Array();
  let isFirst = true;
  const checked = (bytes: Buffer): string => {
    if (!isUtf8(bytes)) throw notUtf8(bytes, linesBefore());
    const text = bytes.toString('utf8');
    const hasMark = isFirst && text.startsWith(BYTE_ORDER_MARK);
    if (text !== '') isFirst = false;
    return hasMark ? text.slice(1) : text;
  };
  return {
    read(piece) {
      const bytes =
        cut.length > 0
          ? Buffer.concat([cut, piece])
          : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
      cut = new Uint8Array();
      // One byte a letter is by far the most frequent, and the quickest to turn into text.
      if (!isFirst && isAscii(bytes)) return bytes.toString('latin1');
      const whole = bytes.length - cutLength(bytes);
      cut = bytes.subarray(whole);
      return checked(bytes.subarray(0, whole));
    },
    end() {
      return checked(Buffer.from(cut));
    },
  };
}

/** How many bytes at the end begin a letter whose other bytes are still to come. */
function cutLength(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}

function notUtf8(bytes: Buffer, linesBefore: number): CliError {
  const at = firstFault(bytes);
  const lineStart = at === 0 ? 0 : bytes.lastIndexOf(LINE_FEED, at - 1) + 1;
  let line = linesBefore + 1;
  for (let i = 0; i < lineStart; i++) if (bytes[i] === LINE_FEED) line++;
  const found = `0x${(bytes[at] ?? 0).toString(16).padStart(2, '0')}`;
  const message = `expected UTF-8, found the byte ${found}; --encoding latin1 reads Western European files`;
  return new CliError('bad-event', message, { line });
}

/** The first byte that cannot stand there: the greatest prefix of sound bytes ends before it. */
function firstFault(bytes: Buffer): number {
  let sound = 0;
  let broken = bytes.length;
  while (broken - sound > 1) {
    const middle = (sound + broken) >> 1;
    const whole = middle - cutLength(bytes.subarray(0, middle));
    if (isUtf8(bytes.subarray(0, whole))) sound = middle;
    else broken = middle;
  }
  return sound - cutLength(bytes.subarray(0, sound));
}
