import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';

/** The path that was shown last: parts of the site bring frames of their own. */
let before: string | null = null;

/**
 * On a way within the site, the link that was followed often goes with its page, and the keyboard would begin at the top of the
 * document. Gives the focus to the new page then.
 *
 * @returns the ref of `main`, which needs `tabIndex={-1}`
 */
export function useLanding() {
  const main = useRef<HTMLElement>(null);
  const path = usePathname();
  useEffect(() => {
    const isNew = before !== null && before !== path;
    before = path;
    if (isNew && document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [path]);
  return main;
}
