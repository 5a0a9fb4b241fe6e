'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '@/components/ui/cn';
import { type Place, placeOf, signInPlace } from './navigation';
import { PlaceIcon } from './place-icon';

type Places = { places: Place[] };

/** The navigation in the header, for screens with room. */
export function HeaderNavigation({ places }: Places) {
  const current = placeOf(usePathname(), places);
  return (
    <nav aria-label="Main" className="hidden self-stretch md:block">
      <ul className="flex h-full gap-1">
        {places.map((place, index) => (
          <li key={place.href} className="flex h-full items-center">
            {place.group && place.group !== places[index - 1]?.group && (
              <span className="ml-2 hidden border-l py-1 pr-1 pl-5 text-xs text-ink-soft xl:inline">
                {place.group}
              </span>
            )}
            <Link
              href={place.href}
              aria-current={place === current ? 'page' : undefined}
              className={cn(
                'flex h-full items-center border-y-3 border-transparent px-3 text-sm font-semibold whitespace-nowrap -outline-offset-3',
                place === current ? 'border-b-accent text-accent' : 'text-ink-soft hover:text-ink',
              )}
            >
              {place.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/**
 * The navigation at the lower edge of a phone, within reach of the thumb. While it is not complete, a place
 * is kept free, or leads to the sign-in page where no script can fill it.
 */
export function BottomNavigation({ places, isComplete }: Places & { isComplete: boolean }) {
  const current = placeOf(usePathname(), places);
  const columns = places.length + (isComplete ? 0 : 1);
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 border-t bg-paper-raised pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      <ul
        className="grid grid-rows-[minmax(3.5rem,auto)]"
        style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
      >
        {places.map((place) => (
          <li key={place.href}>
            <BottomLink place={place} isCurrent={place === current} />
          </li>
        ))}
        {!isComplete && (
          <li>
            <noscript>
              <BottomLink place={signInPlace} isCurrent={false} />
            </noscript>
          </li>
        )}
      </ul>
    </nav>
  );
}

/** The icon stands where it does whatever is beneath it: it may be painted before its label has arrived. */
function BottomLink({ place, isCurrent }: { place: Place; isCurrent: boolean }) {
  return (
    <Link
      href={place.href}
      aria-current={isCurrent ? 'page' : undefined}
      className={cn(
        'flex min-h-14 flex-col items-center gap-0.5 border-t-3 pt-1.5 pb-1 text-xs font-semibold tracking-tight -outline-offset-3',
        isCurrent ? 'border-accent text-accent' : 'border-transparent text-ink-soft',
      )}
    >
      <PlaceIcon name={place.icon} className="size-5" />
      <span className="max-w-full truncate">{place.label}</span>
    </Link>
  );
}
