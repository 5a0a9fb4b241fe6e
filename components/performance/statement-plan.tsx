import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import type { Explanation } from '@/lib/performance/explain';

/** How the server would answer one statement, whatever its values are. */
export async function StatementPlan({ explanation }: { explanation: Promise<Explanation | null> }) {
  const found = await explanation;
  if (!found) {
    return (
      <Alert tone="caution" title="This statement is not in the statistics any more.">
        The server has forgotten it, or its statistics were reset.
      </Alert>
    );
  }
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
      {'plan' in found ? <Code text={found.plan.join('\n')} /> : <p className="text-sm">{found.reason}</p>}
      <details className="mt-3 text-sm">
        <summary className="min-h-6 font-semibold">The statement</summary>
        <Code text={found.text.trim()} />
      </details>
    </Card>
  );
}

const Code = ({ text }: { text: string }) => (
  <pre className="rounded-control bg-paper-sunken px-3 py-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
    {text}
  </pre>
);
