import type { ReactNode } from 'react';
import { LinkButton } from '@/components/ui/link-button';
import type { Role } from '@/lib/access/viewer';
import { AccountMenu } from './account-menu';
import { HeaderNavigation } from './main-navigation';
import { navigationFor, roleNames, signInPlace } from './navigation';
import { PaletteLauncher } from './palette-launcher';
import type { Theme } from './theme';
import { Wordmark } from './wordmark';

type HeaderProps = {
  viewer: { displayName: string; role: Role } | null;
  theme: Theme;
  signOut: ReactNode;
};

export function Header({ viewer, theme, signOut }: HeaderProps) {
  const role = viewer?.role ?? null;
  const places = navigationFor(role);
  return (
    <header className="sticky top-0 z-30 border-b bg-paper print:static">
      <div className="mx-auto flex h-15 max-w-page items-center gap-2 px-4 sm:px-6 md:gap-6">
        <Wordmark />
        <HeaderNavigation places={places} />
        <div className="ml-auto flex items-center gap-2 print:hidden">
          <PaletteLauncher places={viewer ? places : [...places, signInPlace]} />
          {viewer ? (
            <AccountMenu
              name={viewer.displayName}
              role={roleNames[viewer.role]}
              theme={theme}
              signOut={signOut}
            />
          ) : (
            <LinkButton href="/sign-in" className="hidden md:inline-flex">
              Sign in
            </LinkButton>
          )}
        </div>
      </div>
    </header>
  );
}
