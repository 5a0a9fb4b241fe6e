'use client';

import { Check, CloudOff, LoaderCircle } from 'lucide-react';
import { counted } from '@/lib/format';
import { useReading } from './reading-context';

/** Whether the last steps have reached the server. */
export function SaveState() {
  const reading = useReading();
  if (!reading) return null;
  const { delivery, waiting } = reading.state;
  return (
    <p
      role="status"
      className="flex min-h-6 items-center gap-1.5 text-sm text-ink-soft [&>svg]:size-4 [&>svg]:shrink-0"
    >
      {delivery === 'sending' && (
        <>
          <LoaderCircle className="animate-spin" /> Saving…
        </>
      )}
      {(delivery === 'unavailable' || delivery === 'signed-out') && (
        <>
          <CloudOff /> {counted(waiting, 'step')} kept on this device, not sent yet
        </>
      )}
      {delivery === 'idle' && waiting === 0 && (
        <>
          <Check /> Everything is saved
        </>
      )}
    </p>
  );
}
