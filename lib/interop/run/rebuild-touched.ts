import { forgetRiskLists } from '@/lib/classes/risk/forget-lists';
import { forgetImpacts } from '@/lib/messages/keep-impacts';
import { rebuildCards } from '../rollups';
import type { ImportRun } from './import-run';

const coursesAtOnce = 20;

/** Sets the cards of the courses whose totals this run has changed, also before it was cut off, and forgets what was worked out of them. */
export async function rebuildTouched(run: ImportRun): Promise<void> {
  while (run.checkpoint.touchedCourses.length > 0) {
    await run.piece(async (tx) => {
      const [now, later] = [
        run.checkpoint.touchedCourses.slice(0, coursesAtOnce),
        run.checkpoint.touchedCourses.slice(coursesAtOnce),
      ];
      run.checkpoint.touchedCourses = later;
      await forgetRiskLists(tx, now);
      await forgetImpacts(tx, now);
      await rebuildCards(tx, now);
    });
  }
}
