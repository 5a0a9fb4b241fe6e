import { useEffect, useRef } from 'react';
import { useToast } from './toast';

/**
 * For a form that the page takes away once it is done, as a request that is open leaves no room for another: what the form
 * would have said goes with it, and the focus too. Says that it is done, and gives the focus to what stood around it.
 *
 * @returns the ref of the form
 */
export function useFarewell(pending: boolean) {
  const form = useRef<HTMLFormElement>(null);
  const sentFrom = useRef<string | null>(null);
  const toast = useToast();
  useEffect(() => {
    sentFrom.current = pending ? window.location.pathname : null;
  }, [pending]);
  useEffect(() => {
    const around = ancestorsWithinPage(form.current);
    return () => {
      // Another page took its place, or a fault did: nothing is known to be done.
      const left = around.find(({ isConnected }) => isConnected);
      if (sentFrom.current !== window.location.pathname || !left) return;
      toast('Done. This page shows how it stands now.', 'positive');
      if (document.activeElement !== document.body) return;
      left.tabIndex = -1;
      left.focus({ preventScroll: true });
    };
  }, [toast]);
  return form;
}

function ancestorsWithinPage(element: HTMLElement | null): HTMLElement[] {
  const above = element?.parentElement;
  return above && above.tagName !== 'MAIN' ? [above, ...ancestorsWithinPage(above)] : [];
}
