import { classQuestions } from './class-questions';
import { progressWrite } from './progress-write';
import type { Question } from './question';
import { studentQuestions } from './student-questions';

/** What a trial asks before and after a change: the pages people open most, and the write they cause most. */
export const workload: readonly Question[] = [...classQuestions, ...studentQuestions, progressWrite];
