'use client';

import { RefreshCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { type ClassPulse, useClassPulse } from '@/lib/classes/client';
import { dateTime } from '@/lib/format';

type RosterNewsProps = { courseId: string; atFirst: ClassPulse; timeZone: string };

/** Says that the class has moved on since the list was made. The list itself does not move under a reader's eyes. */
export function RosterNews({ courseId, atFirst, timeZone }: RosterNewsProps) {
  const { summary } = useClassPulse(courseId, atFirst);
  const { refresh } = useRouter();
  const [busy, startTransition] = useTransition();
  if (JSON.stringify(summary) === JSON.stringify(atFirst.summary)) return null;
  return (
    <p className="flex flex-wrap items-center gap-3 text-sm text-ink-soft print:hidden">
      The class has moved on since {dateTime(atFirst.asOf, timeZone)}.
      <Button variant="secondary" size="sm" busy={busy} onClick={() => startTransition(refresh)}>
        <RefreshCw /> Show the list as it is now
      </Button>
    </p>
  );
}
