import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { listedParts, type NamedThreshold } from './parts';
import { type RuleChanges, ruleValue } from './rules';

export type LastChange = { by: string | null; at: string; reason: string };
export type RuleState = NamedThreshold & {
  /** The product's value in its current version. */
  usual: number;
  /** What counts in the institution. */
  value: number;
  /** Who changed it last, back to the product's value included; null where nobody ever did. */
  lastChange: LastChange | null;
};
export type RuleGroup = { name: string; title: string; about: string; rules: RuleState[] };

type Row = { changes: RuleChanges; reason: string; at: string; by: string | null };

const history = statement(
  'analytics.rules-history',
  `SELECT r.changes, r.reason, r.created_at AS at, u.display_name AS by
   FROM analytics_rules r LEFT JOIN users u ON u.id = r.created_by
   WHERE r.institution_id = $1 ORDER BY r.id`,
);

/** Every rule with the institution's value and who set it, for its administrators. */
export const getRuleGroups = (viewer: Viewer): Promise<RuleGroup[]> =>
  asAdministrator(viewer, async (tx, institutionId) => toGroups(await readHistory(tx, institutionId)));

const readHistory = (tx: Transaction, institutionId: string) => tx.rows<Row>(history, [institutionId]);

/** @param rows an institution's changes, oldest first; each holds all that count from it on */
export function toGroups(rows: readonly Row[]): RuleGroup[] {
  const current = rows.at(-1)?.changes ?? {};
  return listedParts.map(({ name, title, about, thresholds }) => ({
    name,
    title,
    about,
    rules: thresholds.map((threshold) => {
      const usual = ruleValue(threshold.key);
      return {
        ...threshold,
        usual,
        value: current[threshold.key] ?? usual,
        lastChange: lastChangeOf(threshold.key, rows),
      };
    }),
  }));
}

/** What a rule says in the institution, by its full name. */
export function shownValue(groups: readonly RuleGroup[], key: string): number {
  const rule = groups.flatMap(({ rules }) => rules).find((each) => each.key === key);
  if (!rule) throw new Error(`there is no rule “${key}”`);
  return rule.value;
}

function lastChangeOf(key: string, rows: readonly Row[]): LastChange | null {
  const index = rows.findLastIndex(({ changes }, n) => changes[key] !== rows[n - 1]?.changes[key]);
  const row = rows[index];
  return row ? { by: row.by, at: row.at, reason: row.reason } : null;
}
