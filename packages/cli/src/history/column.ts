/** A list of numbers that grows, in one buffer. */
export interface Column<Values> {
  /** May be longer than what was set; replaced when it grows. */
  readonly values: Values;
  set(i: number, value: number): void;
}

const FIRST_LENGTH = 1 << 12;

/** Makes a column of one type of number. */
export function createColumn<Values extends Uint32Array | Float64Array>(
  Type: new (length: number) => Values,
): Column<Values> {
  let values = new Type(FIRST_LENGTH);
  return {
    get values() {
      return values;
    },
    set(i, value) {
      if (i >= values.length) {
        const longer = new Type(Math.ceil(values.length * 1.5));
        longer.set(values);
        values = longer;
      }
      values[i] = value;
    },
  };
}
