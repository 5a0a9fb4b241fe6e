import Link from 'next/link';
import type { Place } from './navigation';
import { PlaceIcon } from './place-icon';

/** Pages that the navigation has no room for. */
export function FurtherPlaces({ places }: { places: readonly Place[] }) {
  return (
    <nav aria-labelledby="further-title" className="mt-5 flex flex-col gap-4">
      <h2 id="further-title" className="font-serif text-2xl font-semibold">
        Further pages
      </h2>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {places.map(({ href, label, icon }) => (
          <li key={href}>
            <Link
              href={href}
              className="flex min-h-12 items-center gap-3 rounded-card border bg-paper-raised px-4 py-2 font-semibold hover:border-rule-strong hover:text-accent"
            >
              <PlaceIcon name={icon} className="size-5 text-ink-soft" />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
