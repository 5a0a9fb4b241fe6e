import { CircleUserRound } from 'lucide-react';
import { SignOutButton } from '@/components/access/sign-out-button';
import { NotificationBell } from '@/components/notifications/notification-bell';
import { LinkButton } from '@/components/ui/link-button';
import { TextLink } from '@/components/ui/text-link';
import type { Identity } from '@/lib/access/client';
import { AccountMenu } from './account-menu';
import { HeaderNavigation } from './main-navigation';
import { navigationFor, ownPlaces, palettePlaces, roleName } from './navigation';
import { PaletteLauncher } from './palette-launcher';
import { Wordmark } from './wordmark';

/** `viewer` is undefined until it is known who is there; the place for it is kept. */
type Known = { viewer: Identity | null | undefined };

export function Header({ viewer }: Known) {
  const places = navigationFor(viewer ?? null);
  return (
    <header className="sticky top-0 z-30 border-b bg-paper print:static print:bg-transparent">
      <div className="mx-auto flex h-15 max-w-page items-center gap-2 px-4 sm:px-6 md:gap-6 print:px-0">
        <Wordmark />
        <HeaderNavigation places={places} />
        {/* Columns of its own, so that what has arrived stays where it is while the rest arrives. */}
        <div className="ml-auto grid grid-cols-[2.5rem_2.75rem_2.75rem] items-center gap-2 lg:grid-cols-[10rem_2.75rem_11rem] md:grid-cols-[2.5rem_2.75rem_5.5rem] print:hidden">
          <PaletteLauncher places={palettePlaces(viewer)} />
          <div>{viewer && <NotificationBell />}</div>
          <Account viewer={viewer} />
        </div>
      </div>
    </header>
  );
}

function Account({ viewer }: Known) {
  return (
    <div className="flex min-w-0 justify-end">
      {viewer ? (
        <AccountMenu
          name={viewer.displayName}
          role={roleName(viewer)}
          links={ownPlaces(viewer).length > 0 && <OwnLinks viewer={viewer} />}
          signOut={
            <div className="-ml-4 flex flex-col items-start">
              <SignOutButton />
              <SignOutButton everywhere />
            </div>
          }
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

/** What belongs to the person, whatever the role. */
const OwnLinks = ({ viewer }: { viewer: Identity }) => (
  <>
    <p id="own-places" className="text-xs text-ink-soft">
      Records and privacy
    </p>
    <ul aria-labelledby="own-places">
      {ownPlaces(viewer).map(({ href, label }) => (
        <li key={href} className="flex min-h-8 items-center pointer-coarse:min-h-11">
          <TextLink href={href}>{label}</TextLink>
        </li>
      ))}
    </ul>
  </>
);

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
