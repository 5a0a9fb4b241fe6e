'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { ProgressBar } from '@/components/ui/progress-bar';
import { count } from '@/lib/format';

const every = 3_000;

type RotationProgressProps = { left: number; total: number };

/** How far a rotation has come; looks again by itself until nothing is left. */
export function RotationProgress({ left, total }: RotationProgressProps) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), every);
    return () => clearInterval(timer);
  }, [router]);
  const done = total - left;
  return (
    <ProgressBar
      label="Sealing anew with the current key"
      value={(done / Math.max(1, total)) * 100}
      text={`${count(done)} of ${count(total)} values`}
    />
  );
}
