import { mkdirSync, writeFileSync } from 'node:fs';
import { matrixFiles } from './matrix.ts';
import { ownBoundaryFile } from './own-boundaries.ts';

/** Writes the generated case files: `node packages/rules/cases/generate/write.ts`. */
const folder = new URL('../matrix/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const { name, file } of [
  ...matrixFiles(),
  { name: 'own-boundaries', file: ownBoundaryFile() },
]) {
  const cases = file.cases.map((one) => `    ${JSON.stringify(one)}`).join(',\n');
  const text = `{\n  "about": ${JSON.stringify(file.about)},\n  "cases": [\n${cases}\n  ]\n}\n`;
  writeFileSync(new URL(`${name}.json`, folder), text);
}
