import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { type RuleChanges, type Rules, rulesOf } from './rules';
import { currentVersion } from './versions';

const changes = statement(
  'analytics.rules-of-all',
  'SELECT DISTINCT ON (institution_id) institution_id AS "institutionId", id, changes FROM analytics_rules ORDER BY institution_id, id DESC',
);

/** The current rules of every institution, for the product's own work: read once, then asked by institution. */
export async function readRulesOfAll(tx: Transaction): Promise<(institutionId: string) => Rules> {
  const rows = await tx.rows<{ institutionId: string; id: number; changes: RuleChanges }>(changes);
  const own = new Map(rows.map((row) => [row.institutionId, rulesOf(currentVersion, row.changes, row.id)]));
  const product = rulesOf(currentVersion);
  return (institutionId) => own.get(institutionId) ?? product;
}
