'use client';

import { useEffect } from 'react';

/**
 * Gives the focus to the part of the page that the address names (it needs `tabIndex={-1}`), once, when this appears: a
 * link within the app scrolls there and leaves the focus behind. A `key` makes it appear anew.
 */
export function HashFocus({ id }: { id: string }) {
  useEffect(() => {
    if (window.location.hash === `#${id}`) document.getElementById(id)?.focus({ preventScroll: true });
  }, [id]);
  return null;
}
