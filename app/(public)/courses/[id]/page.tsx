import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { CourseJsonLd } from '@/components/catalog/course-json-ld';
import { isPathId } from '@/lib/access/ids';
import { getPublishedCourse } from '@/lib/catalog/course';
import { getSimilarCourses } from '@/lib/catalog/similar';
import { env } from '@/lib/env';
import { CourseView } from './course-view';

/** Rendered once for everybody: a personal read here is an error, not a slower page. */
export const dynamic = 'error';
export const revalidate = 900;
export const generateStaticParams = () => [];

type Props = { params: Promise<{ id: string }> };

const readCourse = cache(async (id: string) =>
  isPathId(id) ? ((await getPublishedCourse(id)) ?? notFound()) : notFound(),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, title, description, thumbnailUrl } = await readCourse((await params).id);
  const address = `/courses/${id}`;
  return {
    title,
    description,
    alternates: { canonical: address },
    openGraph: {
      title,
      description: description ?? undefined,
      url: address,
      siteName: 'Syllabase',
      images: thumbnailUrl ?? undefined,
    },
  };
}

export default async function CoursePage({ params }: Props) {
  // One after the other: a made-up id must not leave an answer in the cache.
  const course = await readCourse((await params).id);
  const similar = await getSimilarCourses(course.id);
  return (
    <>
      <CourseJsonLd course={course} origin={env().APP_URL} />
      <CourseView course={course} similar={similar} />
    </>
  );
}
