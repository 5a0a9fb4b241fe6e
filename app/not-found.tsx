import { Compass } from 'lucide-react';
import type { Metadata } from 'next';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';

export const metadata: Metadata = { title: 'Nothing here' };

export default function NotFound() {
  return (
    <EmptyState
      headingLevel={1}
      icon={<Compass />}
      title="There is nothing here that you can see"
      action={
        <>
          <LinkButton href="/courses">Browse the courses</LinkButton>
          <LinkButton href="/sign-in" variant="secondary">
            Sign in as someone else
          </LinkButton>
        </>
      }
    >
      <p>The address may be mistyped or out of date, or the page may belong to another account.</p>
    </EmptyState>
  );
}
