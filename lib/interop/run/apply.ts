import type { Transaction } from '@/db/client';
import type { ImportRun } from './import-run';

type Step = {
  run: ImportRun;
  name: string;
  /** Does the piece after `position` ('' at first); null when there is nothing left. */
  work: (tx: Transaction, position: string) => Promise<{ position: string; rows: number } | null>;
  onRows: (rows: number) => void;
};

/** Applies a step piece by piece, each in a transaction with its checkpoint; a finished step is not begun again. */
export async function applyStep({ run, name, work, onRows }: Step): Promise<void> {
  const state = run.checkpoint.applied[name] ?? { position: '', done: 0, complete: false };
  run.checkpoint.applied[name] = state;
  while (!state.complete) {
    await run.piece(async (tx) => {
      const piece = await work(tx, state.position);
      state.complete = piece === null;
      state.position = piece?.position ?? state.position;
      state.done += piece?.rows ?? 0;
    });
    onRows(state.done);
  }
}
