import { LessonSkeleton } from '@/components/lessons/lesson-skeleton';

export default LessonSkeleton;
