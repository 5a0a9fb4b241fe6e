import Link from 'next/link';
import type { Place } from './navigation';
import { PlaceIcon } from './place-icon';

/** What one does there, for whoever does not know the page. Here and not among the places: those are sent to every reader. */
const abouts: Record<string, string> = {
  '/admin/records': 'See a record for a reason, answer requests, decide how long things are kept',
  '/admin/cache': 'Answers that are kept ready, how often they serve, and the way to clear them',
  '/admin/keys': 'What is stored encrypted, and how old the keys are',
  '/admin/backups': 'How far back you can go, the drills that prove it, and the way to restore',
  '/admin/optimizer': 'What would make the database faster, tried on a copy before you decide',
  '/admin/optimizer/research': 'Sources and findings that improvements rest on',
  '/admin/rules': 'By which numbers students are told how they stand',
  '/admin/compliance': 'What is checked every time, with the evidence, to hand to an auditor',
  '/admin/audit/flags': 'What stands out in the trail and waits for somebody to ask',
};

/** Pages that the navigation has no room for. */
export function FurtherPlaces({ places }: { places: readonly Place[] }) {
  return (
    <nav aria-labelledby="further-title" className="mt-5 flex flex-col gap-4">
      <h2 id="further-title" className="font-serif text-2xl font-semibold">
        Further pages
      </h2>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {places.map(({ href, label, icon }) => (
          <li key={href}>
            <Link
              href={href}
              className="flex h-full min-h-12 gap-3 rounded-card border bg-paper-raised px-4 py-3 font-semibold hover:border-rule-strong hover:text-accent"
            >
              <PlaceIcon name={icon} className="mt-0.5 size-5 shrink-0 text-ink-soft" />
              <span>
                {label}
                <span className="block text-sm font-normal text-ink-soft">{abouts[href]}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
