import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64Url, toUtf8 } from '../src/trust/bytes.ts';

test('UTF-8 is that of the platform, lone surrogates included', () => {
  const encoder = new TextEncoder();
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '\ud800', '\udfff', '😀'),
      (a, b) => {
        expect(toUtf8(a + b)).toEqual(encoder.encode(a + b));
      },
    ),
  );
});

test('base64url is that of the platform', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(fromBase64Url(Buffer.from(bytes).toString('base64url'))).toEqual(
        new Uint8Array(bytes),
      );
    }),
  );
});

test.each(['A', 'AAAAA', 'AB', 'AAB', 'AA==', 'A+', 'A/', 'A A', 'Ä'])(
  'base64url %s is no spelling of any bytes',
  (text) => {
    expect(fromBase64Url(text)).toBeNull();
  },
);
