import type { ContentBlock, LessonContent } from '@/db/schema/content';
import { statement } from '@/db/statement';
import { may } from '@/lib/access/policy';
import { asPublic, asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { sharedLookup } from '@/lib/cache/shared-read';
import { catalogTags } from '@/lib/catalog/tags';

export type LessonSection = {
  id: string;
  title: string;
  order: number;
  estimatedDuration: number | null;
  required: boolean;
  completionRule: 'MARK' | 'VIEW';
  blocks: ContentBlock[];
};

export type Lesson = {
  id: string;
  courseId: string;
  title: string;
  description: string | null;
  order: number;
  estimatedDuration: number | null;
  learningObjectives: string[];
  content: LessonContent;
  sections: LessonSection[];
};

const lessonStatement = statement(
  'lessons.lesson',
  `SELECT l.id, l.course_id AS "courseId", l.title, l.description, l.lesson_order AS order,
     l.estimated_duration AS "estimatedDuration", l.learning_objectives AS "learningObjectives", l.content,
     (SELECT coalesce(json_agg(json_build_object('id', s.id, 'title', s.title, 'order', s.section_order,
        'estimatedDuration', s.estimated_duration, 'required', s.required, 'completionRule', s.completion_rule,
        'blocks', s.content) ORDER BY s.section_order), '[]')
      FROM sections s WHERE s.course_id = l.course_id AND s.lesson_id = l.id AND s.deleted_at IS NULL) AS sections
   FROM lessons l WHERE l.course_id = $1 AND l.id = $2 AND l.deleted_at IS NULL`,
);

/** A lesson's words, the same for everybody who may read them; without the cache. */
export async function loadLesson(courseId: string, lessonId: string): Promise<Lesson | null> {
  const [row] = await asPublic((tx) => tx.rows<Lesson>(lessonStatement, [courseId, lessonId]));
  return row ?? null;
}

const cachedLesson = sharedLookup('catalog', 'lessons.lesson', loadLesson, (courseId) => [
  catalogTags.course(courseId),
]);

export type OwnProgress = {
  /** Percent by section id; a section never opened is absent. */
  completion: Record<string, number>;
  /** Average over the required sections, in hundredths of a percent. */
  avgCompletion: number;
  timeSpent: number;
};

const reading = statement(
  'lessons.reading-right',
  `SELECT c.instructor_id AS "instructorId", c.institution_id AS "institutionId", c.status, e.status AS enrolled,
     e.avg_completion AS "avgCompletion", e.time_spent AS "timeSpent",
     (SELECT coalesce(json_object_agg(p.section_id, p.completion_percentage), '{}') FROM user_progress p
      WHERE p.user_id = $1 AND p.course_id = $2) AS completion
   FROM courses c LEFT JOIN enrollments e ON e.course_id = c.id AND e.user_id = $1 AND e.role = 'STUDENT'
   WHERE c.id = $2 AND c.deleted_at IS NULL`,
);

export type LessonView =
  | { access: 'study'; lesson: Lesson; progress: OwnProgress }
  | { access: 'preview'; lesson: Lesson; progress: null }
  | { access: 'enroll-first' };

/**
 * A lesson for a person: students study what they are enrolled in, those who answer for the course preview
 * it, others are asked to enrol; null where the course or lesson does not exist for them.
 */
export async function getLesson(
  viewer: Viewer,
  courseId: string,
  lessonId: string,
): Promise<LessonView | null> {
  const [lesson, right] = await Promise.all([
    cachedLesson(courseId, lessonId),
    asViewer(viewer, async (tx) => {
      const [row] = await tx.rows<{
        instructorId: string;
        institutionId: string;
        status: 'DRAFT' | 'PUBLISHED' | 'ARCHIVED';
        enrolled: 'ACTIVE' | 'COMPLETED' | 'DROPPED' | null;
        avgCompletion: number;
        timeSpent: number;
        completion: Record<string, number>;
      }>(reading, [viewer.userId, courseId]);
      return row;
    }),
  ]);
  if (!lesson || !right) return null;
  if (may.seeClass(viewer, right)) return { access: 'preview', lesson, progress: null };
  if (right.enrolled === 'ACTIVE' || right.enrolled === 'COMPLETED') {
    const { completion, avgCompletion, timeSpent } = right;
    return { access: 'study', lesson, progress: { completion, avgCompletion, timeSpent } };
  }
  return right.status === 'PUBLISHED' ? { access: 'enroll-first' } : null;
}
