import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { nothingChanged } from '@/lib/audit/untold';
import { invalidate } from '@/lib/cache/invalidate';
import { Refusal } from '@/lib/errors';
import { rulesTag } from './institution-rules';
import { thresholds } from './parts';
import { type RuleChanges, ruleValue } from './rules';
import { disorderOf, ruleChange } from './schema';
import { currentVersion } from './versions';

// Two administrators at once take turns, so that neither takes back what the other has just changed.
const takeTurn = statement(
  'analytics.rules-turn',
  "SELECT pg_advisory_xact_lock(hashtextextended('syllabase:rules:' || $1::text, 0))",
);
const newest = statement('analytics.rules', 'SELECT id, changes FROM institution_rules($1)');
const append = statement(
  'analytics.rules-append',
  `INSERT INTO analytics_rules (institution_id, base_version, changes, reason, created_by)
   VALUES ($1, $2, $3::jsonb, $4, $5)`,
);

type Outcome = { rule: string; old: number; new: number; institutionId: string };

/**
 * Gives one rule another value in the administrator's institution, or the product's again. What was concluded
 * before keeps the rules it was concluded by.
 */
export async function changeRule(viewer: Viewer | null, raw: unknown): Promise<Outcome> {
  const outcome = await perform(
    {
      input: ruleChange,
      allow: may.administer,
      run: async ({ tx, viewer: admin, input: { rule, value, reason } }) => {
        const institutionId = admin.institutionId ?? '';
        const before = await lockChanges(tx, institutionId);
        const after = withChange(before, rule, value);
        const outcome = { rule, old: ruleValue(rule, before), new: ruleValue(rule, after), institutionId };
        if (outcome.old === outcome.new) return { value: outcome, audit: nothingChanged };
        refuseDisorder(after);
        await tx.rows(append, [institutionId, currentVersion, JSON.stringify(after), reason, admin.userId]);
        const details = { rule, old: outcome.old, new: outcome.new };
        const audit = { action: 'rules.change', objectType: 'rule', justification: reason, details };
        return { value: outcome, audit };
      },
    },
    viewer,
    raw,
  );
  if (outcome.old !== outcome.new) await invalidate(rulesTag(outcome.institutionId));
  return outcome;
}

async function lockChanges(tx: Transaction, institutionId: string): Promise<RuleChanges> {
  await tx.rows(takeTurn, [institutionId]);
  const [row] = await tx.rows<{ changes: RuleChanges }>(newest, [institutionId]);
  return row?.changes ?? {};
}

/** The product's own value is no change: it is left out, and follows later versions of the rules. */
function withChange(changes: RuleChanges, rule: string, value: number | null): RuleChanges {
  const others = Object.entries(changes).filter(([key]) => key !== rule && thresholds.has(key));
  const own = value === null || value === ruleValue(rule) ? [] : [[rule, value] as const];
  return Object.fromEntries([...others, ...own]);
}

function refuseDisorder(changes: RuleChanges): void {
  const pair = disorderOf(changes);
  if (!pair) return;
  const [low, high] = pair.map((key) => thresholds.get(key)?.meaning ?? key);
  throw new Refusal('invalid', `These two would contradict each other: “${low}” and “${high}”`, {
    value: 'contradicts another rule',
  });
}
