import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { pathId } from '@/lib/access/ids';
import { orNotFound } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { getCourse } from '@/lib/catalog/course';
import { notFound } from '@/lib/errors';
import { CourseView } from '../course-view';

type Props = { params: Promise<{ id: string }> };

const readCourse = cache(async (rawId: string) => {
  const viewer = await requireViewer();
  const course = await getCourse(viewer, pathId(rawId));
  if (!course) throw notFound();
  return course;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title } = await orNotFound(readCourse((await params).id));
  return { title: `${title} (preview)`, robots: { index: false } };
}

/** A draft or an archived course, for those who answer for it. What is published has its own page. */
export default async function CoursePreviewPage({ params }: Props) {
  const course = await orNotFound(readCourse((await params).id));
  if (course.status === 'PUBLISHED') redirect(`/courses/${course.id}`);
  return <CourseView course={course} similar={[]} />;
}
