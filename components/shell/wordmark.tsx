import Link from 'next/link';

/** The mark: an open book whose right page is a rising line. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className} fill="none" stroke="currentColor">
      <path
        d="M16 8.5C12.6 6.2 8.4 5.6 4 6.4v18.2c4.4-.8 8.6-.2 12 2.1 3.4-2.3 7.6-2.9 12-2.1V6.4c-4.4-.8-8.6-.2-12 2.1Z"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      <path d="M16 8.5v18.2" strokeWidth="2" />
      <path d="m19.5 19.5 2.5-3.2 3-4" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
      <path d="M7.5 12h5M7.5 16h5M7.5 20h3" strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  );
}

export function Wordmark() {
  return (
    <Link href="/" className="flex min-h-11 items-center gap-2 font-serif text-xl font-semibold text-ink">
      <Mark className="size-7 text-accent" />
      Syllabase
    </Link>
  );
}
