import { rebuildCards } from '../rollups';
import type { ImportRun } from './import-run';

const coursesAtOnce = 20;

/** Sets the cards of the courses whose totals this run has changed, also before it was cut off. */
export async function rebuildTouched(run: ImportRun): Promise<void> {
  while (run.checkpoint.touchedCourses.length > 0) {
    await run.piece(async (tx) => {
      const [now, later] = [
        run.checkpoint.touchedCourses.slice(0, coursesAtOnce),
        run.checkpoint.touchedCourses.slice(coursesAtOnce),
      ];
      run.checkpoint.touchedCourses = later;
      await rebuildCards(tx, now);
    });
  }
}
