type SkipToProps = { href: `#${string}`; children: string };

/** A link that only the keyboard finds, past what comes before the part of the page that it names (which needs `tabIndex={-1}`). */
export const SkipTo = ({ href, children }: SkipToProps) => (
  <a
    href={href}
    className="sr-only rounded-control bg-accent px-4 py-3 font-semibold text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:px-4 focus:py-3"
  >
    {children}
  </a>
);
