'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { ProgressBar } from '@/components/ui/progress-bar';
import type { OptimizerRun } from '@/lib/optimizer/ledger/runs';

const every = 3_000;

const kinds: Record<OptimizerRun['kind'], string> = {
  PROPOSE: 'Looking for improvements',
  TRIAL: 'Trying on a copy',
  APPLY: 'Making a change',
  REVERT: 'Undoing a change',
};

type RunProgressProps = { running: readonly OptimizerRun[]; waiting: boolean };

/** What is being done now; the page looks again by itself while something is, or is about to be. */
export function RunProgress({ running, waiting }: RunProgressProps) {
  const router = useRouter();
  const isBusy = running.length > 0 || waiting;
  useEffect(() => {
    if (!isBusy) return;
    const timer = setInterval(() => router.refresh(), every);
    return () => clearInterval(timer);
  }, [isBusy, router]);
  return running.map(({ id, kind, proposalId, done, doing }) => (
    <ProgressBar
      key={id}
      label={proposalId === null ? kinds[kind] : `${kinds[kind]}: no. ${proposalId}`}
      value={done > 0 ? done * 100 : null}
      text={doing || undefined}
    />
  ));
}
