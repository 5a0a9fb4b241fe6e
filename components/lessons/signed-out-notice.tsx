import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/link-button';

/** Shown while the session is over: what was done is kept, and signing in again sends it. */
export function SignedOutNotice() {
  const next = `${location.pathname}${location.search}`;
  return (
    <Alert
      live
      tone="caution"
      title="Sign in again to save your progress"
      className="fixed inset-x-4 bottom-20 z-20 mx-auto max-w-lg shadow-raised md:bottom-4 print:hidden"
      actions={
        <LinkButton href={`/sign-in?${new URLSearchParams({ next })}`} size="sm">
          Sign in
        </LinkButton>
      }
    >
      <p>Nothing is lost: your steps are kept on this device until then.</p>
    </Alert>
  );
}
