import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { type Explanation, explainStatement } from '@/lib/performance/explain';
import { hasSamples } from './explain-sampled';

/** A statement's plan whatever its values are, and whether it can be planned with values that occur. */
export type StatementPlan = { explanation: Explanation; hasSamples: boolean };

/** Null where the statement is not in the statistics any more. */
export async function readPlan(viewer: Viewer, id: string): Promise<StatementPlan | null> {
  const explanation = await asAdministrator(viewer, (tx) => explainStatement(tx, id));
  return explanation && { explanation, hasSamples: hasSamples(explanation.name) };
}
