import type { Theme } from './theme';
import { ThemeSwitch } from './theme-switch';

/** `theme` is null where the choice stands in the account menu. */
export function Footer({ theme }: { theme: Theme | null }) {
  return (
    <footer className="border-t pb-18 md:pb-0 print:hidden">
      <div className="mx-auto flex max-w-page flex-wrap items-center justify-between gap-4 px-4 py-6 text-sm text-ink-soft sm:px-6">
        <p>Syllabase shows you what it knows, and what it does not.</p>
        {theme && <ThemeSwitch initial={theme} />}
      </div>
    </footer>
  );
}
