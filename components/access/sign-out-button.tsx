'use client';

import { Button } from '@/components/ui/button';
import { announceSignOut } from './use-one-viewer';

/** Signs out of this browser, or of every browser. A form of the browser's own: what follows is a new document. */
export function SignOutButton({ everywhere = false }: { everywhere?: boolean }) {
  return (
    <form
      method="post"
      action={everywhere ? '/api/v1/me/sign-out?everywhere' : '/api/v1/me/sign-out'}
      onSubmit={announceSignOut}
    >
      <Button type="submit" variant="quiet">
        {everywhere ? 'Sign out everywhere' : 'Sign out'}
      </Button>
    </form>
  );
}
