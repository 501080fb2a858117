import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { ownFile } from './data-set.ts';

const ajv = new Ajv2020({
  strict: true,
  allowUnionTypes: true,
  validateFormats: false,
  allErrors: true,
});

/** Fails unless a value is what `schema/NAME.schema.json` says. */
export function expectSchema(name: string, value: unknown): void {
  const validate = ajv.getSchema(name) ?? ajv.compile({ ...readSchema(name), $id: name });
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
}

function readSchema(name: string): object {
  return JSON.parse(readFileSync(ownFile(`../schema/${name}.schema.json`), 'utf8'));
}
