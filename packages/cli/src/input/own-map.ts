import type { JsonValue } from '@inkling/engine';
import { CliError } from '../errors.ts';
import { guessCell } from './cell.ts';
import type { RowMap } from './row-map.ts';
import { setParam } from './set-param.ts';

const OWN = new Set(['visitor', 't', 'type', 'session', 'id', 'params']);
const NEEDED = ['visitor', 't', 'type'];

/**
 * The map of files in our own form: `visitor`, `t`, `type`, perhaps `session` and `id`, and every
 * other key is a param. Params may also stand together in an object under `params`, as the SDK's
 * `export()` writes them. Empty cells of a CSV file are absent.
 */
export const ownMap: RowMap = {
  names: { visitor: 'visitor', t: 't', type: 'type', session: 'session', id: 'id' },
  columns: null,
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
    return (cells, bytes) => {
      const params: { [key: string]: JsonValue } = {};
      for (const { name, i } of rest) {
        const cell = cells[i];
        if (cell) setParam(params, name, guessCell(cell));
      }
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

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
