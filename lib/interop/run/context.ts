import type { Database } from '@/db/client';

/** What a run needs from whoever starts it. */
export type ImportContext = {
  database: Database;
  /** Report files go to `imports/` below it. */
  dataDir: string;
  signal?: AbortSignal;
  /** `done` from 0 to 1. */
  onProgress?: (done: number, doing: string) => void;
};
