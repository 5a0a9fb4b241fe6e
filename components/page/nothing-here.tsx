import { Compass } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';

type NothingHereProps = {
  /** Known to be: whoever signs in as someone else signs out first, so they are led home instead. */
  isSignedIn?: boolean;
};

/** In the place of a page that does not exist, or not for this person: it does not say which of the two. */
export function NothingHere({ isSignedIn = false }: NothingHereProps) {
  return (
    <EmptyState
      headingLevel={1}
      icon={<Compass />}
      title="There is nothing here that you can see"
      action={
        <>
          <LinkButton href="/courses">Browse the courses</LinkButton>
          <LinkButton href="/sign-in" variant="secondary">
            {isSignedIn ? 'Back to your start page' : 'Sign in as someone else'}
          </LinkButton>
        </>
      }
    >
      <p>The address may be mistyped or out of date, or the page may belong to another account.</p>
    </EmptyState>
  );
}
