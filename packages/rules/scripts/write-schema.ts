/** `node packages/rules/scripts/write-schema.ts`: writes `schema/rules.schema.json`. */
import { writeFileSync } from 'node:fs';
import { jsonSchema } from '../src/json-schema.ts';

const file = new URL('../schema/rules.schema.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(jsonSchema(), null, 2)}\n`);
