import type { ReactNode } from 'react';
import type { Role } from '@/lib/access/viewer';
import { Footer } from './footer';
import { Header } from './header';
import { BottomNavigation } from './main-navigation';
import { navigationFor, signInPlace } from './navigation';
import { SkipLink } from './skip-link';
import type { Theme } from './theme';

type ShellProps = {
  viewer: { displayName: string; role: Role } | null;
  theme: Theme;
  signOut: ReactNode;
  children: ReactNode;
};

/** What stands around every page. */
export function Shell({ viewer, theme, signOut, children }: ShellProps) {
  const places = navigationFor(viewer?.role ?? null);
  return (
    <>
      <SkipLink />
      <Header viewer={viewer} theme={theme} signOut={signOut} />
      {/* As high as the screen, so that the footer is never seen to move while a page arrives. */}
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto min-h-dvh max-w-page px-4 py-8 outline-none sm:px-6 sm:py-10"
      >
        {children}
      </main>
      <Footer theme={viewer ? null : theme} />
      <BottomNavigation places={viewer ? places : [...places, signInPlace]} />
    </>
  );
}
