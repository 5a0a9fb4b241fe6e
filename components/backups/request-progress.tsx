'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { ProgressBar } from '@/components/ui/progress-bar';

const every = 2_000;

type RequestProgressProps = { label: string; value: number | null; doing: string };

/** How far the worker is; looks again by itself until it has ended. */
export function RequestProgress({ label, value, doing }: RequestProgressProps) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), every);
    return () => clearInterval(timer);
  }, [router]);
  const text = value === null ? doing : `${doing}, ${Math.floor(value)} %`;
  return <ProgressBar label={label} labelHidden value={value} text={text} />;
}
