import { useRef } from 'react';

/**
 * Gives the focus back to where it was before a Radix dialog opened. Radix itself knows only a trigger;
 * a dialog that a key or a menu opened would leave the focus nowhere.
 */
export function useReturnFocus() {
  const before = useRef<HTMLElement | null>(null);
  return {
    onOpenAutoFocus: () => {
      const { activeElement } = document;
      before.current = activeElement instanceof HTMLElement ? activeElement : null;
    },
    onCloseAutoFocus: (event: Event) => {
      const target = before.current;
      if (!target?.isConnected || target === document.body) return;
      event.preventDefault();
      target.focus({ preventScroll: true });
    },
  };
}
