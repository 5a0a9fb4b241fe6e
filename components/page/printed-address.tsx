'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** On paper only: where the page can be found. */
export function PrintedAddress() {
  const address = useSyncExternalStore(
    never,
    () => `${window.location.origin}${window.location.pathname}`,
    () => '',
  );
  return <p className="hidden text-ink-soft wrap-anywhere print:block">{address}</p>;
}
