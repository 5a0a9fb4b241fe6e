import { TextLink } from '@/components/ui/text-link';
import { ThemeSwitch } from './theme-switch';

/** The choice of colours stands here for people without an account menu. */
export function Footer({ hasThemeSwitch }: { hasThemeSwitch: boolean }) {
  return (
    <footer className="border-t pb-18 md:pb-0 print:hidden">
      <div className="mx-auto flex min-h-22 max-w-page flex-wrap items-center justify-between gap-4 px-4 py-6 text-sm text-ink-soft sm:px-6">
        <p>
          Syllabase shows you what it knows, and what it does not.{' '}
          <TextLink href="/method" prefetch={false}>
            How numbers are made
          </TextLink>
        </p>
        {hasThemeSwitch && <ThemeSwitch />}
      </div>
    </footer>
  );
}
