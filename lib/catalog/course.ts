import { statement } from '@/db/statement';
import { may } from '@/lib/access/policy';
import { asPublic } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { sharedLookup } from '@/lib/cache/shared-read';
import type { CourseItem } from './schema';
import { catalogTags } from './tags';
import { toldCrowd } from './told-crowd';

export type OutlineSection = {
  id: string;
  title: string;
  order: number;
  estimatedDuration: number | null;
  required: boolean;
};
export type OutlineLesson = {
  id: string;
  title: string;
  description: string | null;
  order: number;
  estimatedDuration: number | null;
  learningObjectives: string[];
  sections: OutlineSection[];
};

export type CourseDetail = Omit<CourseItem, 'highlight'> & {
  status: 'DRAFT' | 'PUBLISHED' | 'ARCHIVED';
  aiGenerated: boolean;
  license: string | null;
  startsOn: string | null;
  endsOn: string | null;
  learningObjectives: string[];
  prerequisiteSkills: string[];
  targetAudience: string[];
  lessons: OutlineLesson[];
};

type Row = Omit<CourseDetail, 'instructor' | 'institution' | 'avgCompletionRate' | 'completedStudents'> & {
  instructorId: string;
  instructorName: string;
  institutionId: string;
  institutionName: string;
  finished: number;
  completionTotal: number;
};

const detail = statement(
  'catalog.course',
  `SELECT c.id, c.code, c.title, c.description, c.difficulty_level AS "difficultyLevel", c.status,
     c.estimated_duration AS "estimatedDuration", c.thumbnail_url AS "thumbnailUrl", c.ai_generated AS "aiGenerated",
     c.department, c.credits, c.license, c.starts_on AS "startsOn", c.ends_on AS "endsOn",
     c.learning_objectives AS "learningObjectives", c.prerequisite_skills AS "prerequisiteSkills",
     to_json(c.target_audience) AS "targetAudience", c.created_at AS "createdAt", c.updated_at AS "updatedAt",
     k.instructor_id AS "instructorId", k.instructor_name AS "instructorName",
     k.institution_id AS "institutionId", k.institution_name AS "institutionName",
     (k.enrolled + d.enrolled)::int AS "enrolledStudents", (k.completed + d.completed)::int AS finished,
     k.completion_total + d.completion AS "completionTotal",
     (SELECT coalesce(json_agg(json_build_object('id', l.id, 'title', l.title, 'description', l.description,
        'order', l.lesson_order, 'estimatedDuration', l.estimated_duration, 'learningObjectives', l.learning_objectives,
        'sections', (SELECT coalesce(json_agg(json_build_object('id', s.id, 'title', s.title, 'order', s.section_order,
            'estimatedDuration', s.estimated_duration, 'required', s.required) ORDER BY s.section_order), '[]')
          FROM sections s WHERE s.course_id = l.course_id AND s.lesson_id = l.id AND s.deleted_at IS NULL))
        ORDER BY l.lesson_order), '[]')
      FROM lessons l WHERE l.course_id = c.id AND l.deleted_at IS NULL) AS lessons
   FROM courses c JOIN course_cards k ON k.course_id = c.id
   CROSS JOIN LATERAL (SELECT coalesce(sum(enrolled), 0) AS enrolled, coalesce(sum(completed), 0) AS completed,
     coalesce(sum(completion), 0)::bigint AS completion FROM course_deltas WHERE course_id = c.id) d
   WHERE c.id = $1 AND c.deleted_at IS NULL`,
);

/** A course with its outline whatever its status, without the cache and without a decision who may see it. */
export async function loadCourse(id: string): Promise<CourseDetail | null> {
  const [row] = await asPublic((tx) => tx.rows<Row>(detail, [id]));
  if (!row) return null;
  const { instructorId, instructorName, institutionId, institutionName, finished, completionTotal, ...rest } =
    row;
  return {
    ...rest,
    instructor: { id: instructorId, name: instructorName },
    institution: { id: institutionId, name: institutionName },
    ...toldCrowd({ students: row.enrolledStudents, finished, completionTotal }),
  };
}

/** A published course with its outline, the same for everybody. */
export const getPublishedCourse = sharedLookup(
  'catalog',
  'catalog.course',
  async (id: string) => {
    const course = await loadCourse(id);
    return course?.status === 'PUBLISHED' ? course : null;
  },
  (id) => [catalogTags.course(id), catalogTags.crowd(id)],
);

/**
 * A course with its outline, or null where it does not exist for this person. Published courses come from
 * the shared cache; anything else is read afresh for those who answer for it.
 */
export async function getCourse(viewer: Viewer | null, id: string): Promise<CourseDetail | null> {
  const published = await getPublishedCourse(id);
  if (published || !viewer || viewer.role === 'STUDENT') return published;
  const course = await loadCourse(id);
  if (!course) return null;
  const answersFor = {
    instructorId: course.instructor.id,
    institutionId: course.institution.id,
    status: course.status,
  };
  return may.readCourse(viewer, answersFor) ? course : null;
}
