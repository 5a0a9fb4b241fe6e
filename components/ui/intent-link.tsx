'use client';

import Link from 'next/link';
import { type ComponentProps, useState } from 'react';

/** A link among many: its page is fetched ahead once somebody points at it, not as soon as it is in sight. */
export function IntentLink(
  props: Omit<ComponentProps<typeof Link>, 'prefetch' | 'onFocus' | 'onPointerEnter'>,
) {
  const [isMeant, setMeant] = useState(false);
  const mean = () => setMeant(true);
  return <Link {...props} prefetch={isMeant ? null : false} onFocus={mean} onPointerEnter={mean} />;
}
