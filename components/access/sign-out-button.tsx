import { Button } from '@/components/ui/button';
import { endAllSessions, endSession } from '@/lib/access/sign-in';

/** Signs out of this browser, or of every browser. A form, so that it works without JavaScript. */
export function SignOutButton({ everywhere = false }: { everywhere?: boolean }) {
  return (
    <form action={everywhere ? endAllSessions : endSession}>
      <Button type="submit" variant="quiet">
        {everywhere ? 'Sign out everywhere' : 'Sign out'}
      </Button>
    </form>
  );
}
