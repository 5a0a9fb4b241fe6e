'use client';

import { useState } from 'react';

/** A figure that lights up for a moment when it changes, where motion is welcome. */
export function Fresh({ text }: { text: string }) {
  const [first] = useState(text);
  return (
    <span key={text} className={text === first ? undefined : 'rounded-control motion-safe:animate-fresh'}>
      {text}
    </span>
  );
}
