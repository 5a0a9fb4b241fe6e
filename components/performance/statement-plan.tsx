import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import type { StatementPlan as Plan } from '@/lib/optimizer/explain/read-plan';
import { PlanText } from './plan-text';
import { SampledPlans } from './sampled-plans';

/** How the server would answer one statement, whatever its values are. */
export async function StatementPlan({ plan }: { plan: Promise<Plan | null> }) {
  const planned = await plan;
  if (!planned) {
    return (
      <Alert tone="caution" title="This statement is not in the statistics any more.">
        The server has forgotten it, or its statistics were reset.
      </Alert>
    );
  }
  const { explanation: found, hasSamples } = planned;
  return (
    <Card
      as="article"
      title={`Plan of ${found.name ?? 'a statement without a name'}`}
      actions={
        <LinkButton href="/admin/performance" variant="secondary" size="sm">
          Close
        </LinkButton>
      }
    >
      <p className="mb-3 max-w-reading text-sm text-ink-soft">
        Planned now, not run, without values: for some of them the server may take another way. Costs are in
        the planner’s own units; rows are what it expects.
      </p>
      {'plan' in found ? <PlanText lines={found.plan} /> : <p className="text-sm">{found.reason}</p>}
      {hasSamples && found.name !== null && <SampledPlans statement={found.name} />}
      <details className="mt-3 text-sm">
        <summary className="min-h-6 font-semibold">The statement</summary>
        <PlanText lines={[found.text.trim()]} />
      </details>
    </Card>
  );
}
