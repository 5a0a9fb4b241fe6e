'use client';

import { CircleUserRound } from 'lucide-react';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { ThemeSwitch } from './theme-switch';

type AccountMenuProps = { name: string; role: string; links?: ReactNode; signOut: ReactNode };

/** Who is signed in, and what belongs to the person. The browser's own popover: closes by Escape or a tap outside. */
export function AccountMenu({ name, role, links, signOut }: AccountMenuProps) {
  const label = `${links ? 'Account and privacy' : 'Account'}: ${name}`;
  return (
    <>
      <Button
        variant="quiet"
        popoverTarget="account-menu"
        className="max-w-full px-2.5"
        aria-label={label}
        title={label}
      >
        <CircleUserRound />
        <span className="hidden truncate lg:inline">{name}</span>
      </Button>
      <div
        // Whoever has followed a link of it has done with it.
        key={usePathname()}
        id="account-menu"
        popover="auto"
        className="fixed inset-auto top-16 right-[max(1rem,calc((100vw-var(--container-page))/2+1.5rem))] m-0 max-h-[calc(100dvh-5rem)] w-72 overflow-y-auto rounded-card border bg-paper-raised p-4 text-ink shadow-raised open:animate-rise"
      >
        <p className="truncate font-semibold">{name}</p>
        <p className="text-sm text-ink-soft">{role}</p>
        {links && <div className="mt-3 border-t pt-3 text-sm">{links}</div>}
        <div className="mt-3 border-t pt-3">
          <ThemeSwitch />
        </div>
        <div className="mt-3 border-t pt-3">{signOut}</div>
      </div>
    </>
  );
}
