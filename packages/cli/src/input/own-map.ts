import type { JsonValue, Params } from '@inkling/engine';
import { CliError } from '../errors.ts';
import { guessCell } from './cell.ts';
import { createKeptParams } from './kept-params.ts';
import type { RowMap } from './row-map.ts';
import { setParam } from './set-param.ts';

const OWN = new Set(['visitor', 't', 'type', 'session', 'id', 'params']);
const NEEDED = ['visitor', 't', 'type'];

/** Nothing that stands in a cell of a sound file. */
const BETWEEN = '\u0000';
const SPACE = '[ \\t]*';
const TEXT = '"([^"\\\\\\x00-\\x1f]*)"';
const WHOLE = '(0|[1-9]\\d{0,14})';
/** Lines that begin as most do; what follows the three is text that many lines have in common. */
const COMMON = new RegExp(
  [
    `^{"visitor":`,
    `${TEXT},`,
    `"t":`,
    `(?:${WHOLE}|${TEXT}),`,
    `"type":`,
    `${TEXT}(?:,`,
    `(.+))?}\\r?$`,
  ].join(SPACE),
);

/**
 * The map of files in our own form: `visitor`, `t`, `type`, perhaps `session` and `id`, and every
 * other key is a param. Params may also stand together in an object under `params`, as the SDK's
 * `export()` writes them. Empty cells of a CSV file are absent.
 */
export const ownMap: RowMap = {
  names: { visitor: 'visitor', t: 't', type: 'type', session: 'session', id: 'id' },
  columns: null,
  createFromText() {
    const kept = createKeptParams();
    return (text) => {
      const found = kept.isWorthIt() ? COMMON.exec(text) : null;
      if (found === null) return undefined;
      const [, visitor, number, at, type, rest = ''] = found;
      const params = kept.get(rest, () => paramsOf(rest));
      if (params === null) return undefined;
      const t = at ?? Number(number);
      return { visitor, t, type, session: undefined, id: undefined, params, bytes: text.length };
    };
  },

  fromObject(row, bytes) {
    const { visitor, t, type, session, id } = row;
    const params: { [key: string]: JsonValue } = {};
    for (const key in row) {
      if (!OWN.has(key)) setParam(params, key, row[key] as JsonValue);
    }
    if (row.params !== undefined) {
      if (!isObject(row.params)) return 'params: expected an object';
      for (const key in row.params) setParam(params, key, row.params[key] as JsonValue);
    }
    return { visitor, t, type, session, id, params, bytes };
  },

  fromCells(header) {
    const columns = header.map((name) => {
      const small = name.toLowerCase();
      return OWN.has(small) && !header.includes(small) ? small : name;
    });
    const missing = NEEDED.find((name) => !columns.includes(name));
    if (missing !== undefined) {
      const found = columns.slice(0, 12).join(', ');
      const detail = `no column "${missing}" among ${found}; --map names the columns of other files`;
      throw new CliError('bad-event', detail, { line: 1 });
    }
    const place = (name: string): number => columns.indexOf(name);
    const [visitor, t, type] = [place('visitor'), place('t'), place('type')];
    const [session, id] = [place('session'), place('id')];
    const rest = columns.flatMap((name, i) => (OWN.has(name) || name === '' ? [] : [{ name, i }]));
    const kept = createKeptParams();
    const keyOf = (cells: readonly string[]): string => {
      let key = '';
      for (const { i } of rest) key += `${cells[i]}${BETWEEN}`;
      return key;
    };
    const make = (cells: readonly string[]): Params => {
      const params: { [key: string]: JsonValue } = {};
      for (const { name, i } of rest) {
        const cell = cells[i];
        if (cell) setParam(params, name, guessCell(cell));
      }
      return params;
    };
    return (cells, bytes) => {
      const params = kept.isWorthIt() ? kept.get(keyOf(cells), () => make(cells)) : make(cells);
      return {
        visitor: cells[visitor],
        t: cells[t],
        type: cells[type],
        session: cells[session],
        id: cells[id],
        params,
        bytes,
      };
    };
  },
};

/** Params that follow the fields of a line; `null` for what another reader must look at. */
function paramsOf(rest: string): Params | null {
  try {
    const params = JSON.parse(`{${rest}}`) as Params;
    for (const key in params) if (OWN.has(key) || key === '__proto__') return null;
    return params;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
