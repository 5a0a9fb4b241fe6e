import { CircleUserRound } from 'lucide-react';
import { SignOutButton } from '@/components/access/sign-out-button';
import { NotificationBell } from '@/components/notifications/notification-bell';
import { LinkButton } from '@/components/ui/link-button';
import { TextLink } from '@/components/ui/text-link';
import type { Identity } from '@/lib/access/client';
import { AccountMenu } from './account-menu';
import { HeaderNavigation } from './main-navigation';
import { navigationFor, palettePlaces, roleNames } from './navigation';
import { PaletteLauncher } from './palette-launcher';
import { Wordmark } from './wordmark';

/** `viewer` is undefined until it is known who is there; the place for it is kept. */
type Known = { viewer: Identity | null | undefined };

export function Header({ viewer }: Known) {
  const places = navigationFor(viewer?.role ?? null);
  return (
    <header className="sticky top-0 z-30 border-b bg-paper print:static">
      <div className="mx-auto flex h-15 max-w-page items-center gap-2 px-4 sm:px-6 md:gap-6">
        <Wordmark />
        <HeaderNavigation places={places} />
        <div className="ml-auto flex items-center gap-2 print:hidden">
          <PaletteLauncher places={palettePlaces(viewer)} />
          {/* As wide without it: nothing beside it moves. */}
          <div className="w-10 pointer-coarse:w-11">{viewer && <NotificationBell />}</div>
          <Account viewer={viewer} />
        </div>
      </div>
    </header>
  );
}

/** As wide whoever is there, so that nothing beside it moves when that becomes known. */
function Account({ viewer }: Known) {
  return (
    <div className="flex w-11 justify-end md:w-22 lg:w-44">
      {viewer ? (
        <AccountMenu
          name={viewer.displayName}
          role={roleNames[viewer.role]}
          links={
            viewer.role === 'STUDENT' && (
              <TextLink href="/dashboard/privacy">Who looked at my record</TextLink>
            )
          }
          signOut={<SignOutButton />}
        />
      ) : viewer === null ? (
        <SignInLink />
      ) : (
        <noscript>
          <SignInLink />
        </noscript>
      )}
    </div>
  );
}

const SignInLink = () => (
  <>
    <LinkButton href="/sign-in" className="hidden md:inline-flex">
      Sign in
    </LinkButton>
    <LinkButton href="/sign-in" variant="quiet" size="icon" aria-label="Sign in" className="md:hidden">
      <CircleUserRound />
    </LinkButton>
  </>
);
