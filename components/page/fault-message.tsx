import { Unplug } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';

export type FaultProps = { error: unknown; retry: () => void };

/** In the place of a page that could not be shown. */
export function FaultMessage({ error, retry }: FaultProps) {
  const reference = referenceOf(error);
  return (
    <EmptyState
      headingLevel={1}
      icon={<Unplug />}
      title="This page could not be shown"
      action={
        <>
          <Button onClick={retry}>Try again</Button>
          <LinkButton href="/" variant="secondary">
            To the start
          </LinkButton>
        </>
      }
    >
      <p>The fault is on our side. What you saved before is safe.</p>
      {reference && (
        <p className="mt-2 text-sm">
          If it happens again, tell your administrator this reference: <code>{reference}</code>
        </p>
      )}
    </EmptyState>
  );
}

const referenceOf = (error: unknown): string | undefined =>
  error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : undefined;
