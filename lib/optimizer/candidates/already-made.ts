import type { Change } from '../change';
import { indexKey, keyOf, plainSetting } from '../identity';
import { isTold } from './extended-statistics';
import { type Facts, findTable } from './facts';

/** Whether the database is already as a change would make it, whoever made it so. */
export function isMade(
  { tables, statistics }: Pick<Facts, 'tables' | 'statistics'>,
  change: Change,
): boolean {
  const table = findTable(tables, change.schema, change.table);
  if (change.kind === 'create-statistics') return isTold(change, statistics);
  if (!table) return false;
  if (change.kind === 'set-storage')
    return plainSetting(table.options[change.name] ?? '') === plainSetting(change.value);
  if (change.kind === 'drop-index') return !table.indexes.some(({ name }) => name === change.name);
  const key = keyOf(change);
  return table.indexes.some(
    ({ valid, definition }) => valid && `create-index ${indexKey(definition)}` === key,
  );
}
