import { thresholds } from './parts';
import type { Threshold } from './threshold';

/**
 * SQL: what a rule of whole numbers says in a version of the product's rules, with an institution's changes on top.
 *
 * @param key in full, `part.rule`
 * @param version SQL of the version, or the version
 * @param changes SQL of the changes, jsonb; null where there are none
 */
export function ruleSql(key: string, version: string | number, changes: string): string {
  const threshold = thresholds.get(key);
  if (!threshold) throw new Error(`there is no rule “${key}”`);
  return `coalesce((${changes} ->> '${key}')::int, ${valueSql(version, threshold)})`;
}

/** SQL: as `valueIn`, for a version that only the database knows. */
export function valueSql(version: string | number, { values }: Pick<Threshold, 'values'>): string {
  const byVersion = Object.entries(values).toSorted(([a], [b]) => Number(a) - Number(b));
  const [first, ...later] = byVersion.map(([since, value]) => ({ since, value }));
  if (!first) throw new Error('a threshold has no value');
  const cases = later.toReversed().map(({ since, value }) => `WHEN ${version} >= ${since} THEN ${value}`);
  return cases.length > 0 ? `CASE ${cases.join(' ')} ELSE ${first.value} END` : String(first.value);
}
