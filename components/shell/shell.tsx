'use client';

import type { ReactNode } from 'react';
import { useOneViewer } from '@/components/access/use-one-viewer';
import type { Identity } from '@/lib/access/client';
import { Footer } from './footer';
import { Header } from './header';
import { BottomNavigation } from './main-navigation';
import { navigationFor, signInPlace } from './navigation';
import { SkipLink } from './skip-link';
import { useIdentity } from './use-identity';
import { useLanding } from './use-landing';

type ShellProps = {
  /** Whom the server knows to see this page; without it the frame asks. Null is nobody. */
  known?: Identity | null;
  children: ReactNode;
};

/** What stands around every page. */
export function Shell({ known, children }: ShellProps) {
  const viewer = useIdentity(known);
  useOneViewer(viewer);
  const main = useLanding();
  const places = navigationFor(viewer ?? null);
  return (
    <>
      <SkipLink />
      <Header viewer={viewer} />
      {/* As high as the screen, so that the footer is never seen to move while a page arrives. */}
      <main
        ref={main}
        id="main"
        tabIndex={-1}
        className="mx-auto min-h-dvh max-w-page px-4 py-8 outline-none sm:px-6 sm:py-10"
      >
        {children}
      </main>
      <Footer hasThemeSwitch={viewer === null} />
      <BottomNavigation
        // Another set of places is another list: nothing in it has moved.
        key={`${viewer?.role} ${viewer?.isOnlyGuardian}`}
        places={viewer === null ? [...places, signInPlace] : places}
        isComplete={viewer !== undefined}
      />
    </>
  );
}
