import { createContext, useContext } from 'react';
import type { ReporterState } from '@/lib/progress/reporter';

export type Reading = {
  state: ReporterState;
  markDone(sectionIds: readonly string[]): void;
  /** 1 easy – 5 hard. */
  rate(sectionId: string, difficulty: number): void;
};

export const ReadingContext = createContext<Reading | null>(null);

/** What is known of the own progress in this lesson's course; null in a preview. */
export const useReading = (): Reading | null => useContext(ReadingContext);
