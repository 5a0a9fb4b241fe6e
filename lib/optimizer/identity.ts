import { sqlName } from '@/lib/performance/checks/names';
import { applySql, type Change } from './change';
import { closingOf, conjuncts, splitOutside, unwrap } from './sql-text';

/**
 * The same idea has the same key, whoever has it, whenever, and however it is written: an index by what it holds and not by
 * its name, also where it is read backwards; statistics by their columns in any order.
 */
export function keyOf(change: Change): string {
  const table = sqlName(change.schema, change.table);
  if (change.kind === 'create-index') return `create-index ${indexKey(applySql(change))}`;
  if (change.kind === 'drop-index') return `drop-index ${indexKey(change.definition)}`;
  if (change.kind === 'create-statistics')
    return `create-statistics ${table} (${[...change.columns].sort().join(', ')})`;
  return `set-storage ${table} ${change.name}=${plainSetting(change.value)}`;
}

/** The value of a storage parameter in one form: `90` for `90.0`. */
export function plainSetting(value: string): string {
  const number = Number(value);
  return Number.isNaN(number) ? value : String(number);
}

/** The key of the idea that would take this one back; null where there is none. */
export function oppositeOf(change: Change): string | null {
  if (change.kind === 'create-index') return `drop-index ${indexKey(applySql(change))}`;
  if (change.kind === 'drop-index') return `create-index ${indexKey(change.definition)}`;
  return null;
}

const definitionForm =
  /^CREATE (UNIQUE )?INDEX (?:CONCURRENTLY )?(?:"(?:[^"]|"")+"|[^ ]+) ON (.+?) USING (\w+) (\(.*)$/s;

/**
 * What an index holds, in one form: `public.t USING btree (a, b DESC) INCLUDE (c) WHERE d IS NULL`. Storage parameters do not
 * matter. A definition of another form is its own key.
 *
 * @param definition as pg_get_indexdef writes it, or as it is to be created
 */
export function indexKey(definition: string): string {
  const [, unique = '', table = '', method = '', held = ''] = definitionForm.exec(definition) ?? [];
  if (!held) return definition;
  const [head = '', ...where] = splitOutside(held, ' WHERE ');
  const end = closingOf(head);
  const keys = splitOutside(head.slice(1, end), ', ');
  const columns = method === 'btree' ? forwards(keys) : keys.map(unwrap);
  const carried = /INCLUDE \(([^)]*)\)/.exec(head.slice(end + 1))?.[1]?.split(', ') ?? [];
  return [
    `${unique}${table} USING ${method} (${columns.join(', ')})`,
    carried.length > 0 && `INCLUDE (${carried.sort().join(', ')})`,
    where.length > 0 && `WHERE ${conjuncts(where.join(' WHERE ')).sort().join(' AND ')}`,
  ]
    .filter(Boolean)
    .join(' ');
}

type Key = { held: string; descending: boolean; nullsFirst: boolean };

const keyForm = /^(.+?)(?: (ASC|DESC))?(?: NULLS (FIRST|LAST))?$/s;

/** The keys of a B-tree as it is read from the end at which its first column ascends. */
function forwards(keys: readonly string[]): string[] {
  const read = keys.map((key): Key => {
    const [, held = key, direction, nulls] = keyForm.exec(key) ?? [];
    const descending = direction === 'DESC';
    return {
      held: unwrap(held),
      descending,
      nullsFirst: nulls === undefined ? descending : nulls === 'FIRST',
    };
  });
  const turned = read[0]?.descending === true;
  return read.map(({ held, descending, nullsFirst }) =>
    keyText(held, descending !== turned, nullsFirst !== turned),
  );
}

function keyText(held: string, descending: boolean, nullsFirst: boolean): string {
  const direction = descending ? ' DESC' : '';
  if (descending === nullsFirst) return `${held}${direction}`;
  return `${held}${direction} NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`;
}
