import { ImportStopped } from '../failure';
import { beginRun } from './begin';
import type { ImportContext } from './context';
import { failRun, finishRun, type ImportReport } from './finish';
import type { ImportRun } from './import-run';
import { withImportLock } from './lock';

type Import = {
  context: ImportContext;
  kind: string;
  source: string;
  sha256: string;
  /** Does the import; returns the institutions it was about. */
  run: (run: ImportRun) => Promise<string[]>;
};

/** The frame of every import: one at a time, resumed if it was cut off, reported and audited at the end. */
export function executeImport({ context, kind, source, sha256, run }: Import): Promise<ImportReport> {
  const startedAt = Date.now();
  return withImportLock(context.database, kind, async () => {
    const current = await beginRun(context, kind, source, sha256);
    try {
      const institutionIds = await run(current);
      return await finishRun(current, kind, startedAt, institutionIds);
    } catch (error) {
      if (!(error instanceof ImportStopped)) await failRun(current, kind).catch(() => undefined);
      throw error;
    }
  });
}
