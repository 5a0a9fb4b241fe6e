import { cn } from '@/components/ui/cn';
import { IntentLink } from '@/components/ui/intent-link';
import { Cell, HeadCell, SortHeadCell, Table } from '@/components/ui/table';
import { type CatalogAddress, listingHref } from '@/lib/catalog/listing-address';
import type { CourseItem, ListingQuery } from '@/lib/catalog/schema';
import { count } from '@/lib/format';
import { completionText, crowdText } from './crowd';
import { Highlighted } from './highlighted';
import { levelWords, sortsFor } from './words';

type CourseTableProps = { address: CatalogAddress; courses: readonly CourseItem[] };

/** Courses as a dense list; what has no room on a phone stands under the title there. */
export function CourseTable({ address, courses }: CourseTableProps) {
  const order = address.sort ?? sortsFor(address.q !== undefined)[0];
  const sorted = (sort: ListingQuery['sort']) => ({
    href: listingHref(address, { sort }),
    direction: order === sort ? ('descending' as const) : null,
  });
  return (
    // Fixed columns: nothing moves while a long list arrives.
    <Table caption="Courses" captionHidden className="[&_table]:table-fixed">
      <thead>
        <tr>
          <HeadCell className="w-28 max-md:hidden">Code</HeadCell>
          <HeadCell>Title</HeadCell>
          <HeadCell className="w-32 max-md:hidden">Level</HeadCell>
          <HeadCell className="w-44 max-xl:hidden">Subject</HeadCell>
          <SortHeadCell className="w-28 max-md:hidden" numeric {...sorted('popular')}>
            Students
          </SortHeadCell>
          <SortHeadCell className="w-24 max-md:hidden" numeric {...sorted('completion')}>
            Done
          </SortHeadCell>
        </tr>
      </thead>
      <tbody>
        {courses.map((course) => (
          <CourseRow key={course.id} course={course} />
        ))}
      </tbody>
    </Table>
  );
}

function CourseRow({ course }: { course: CourseItem }) {
  const { id, code, title, department, difficultyLevel, enrolledStudents } = course;
  return (
    <tr>
      <Cell className={cn('text-ink-soft max-md:hidden', isLong(code) ? 'wrap-anywhere' : 'text-nowrap')}>
        {code}
      </Cell>
      <HeadCell scope="row" className="font-normal">
        <IntentLink
          href={`/courses/${id}`}
          className="inline-flex min-h-11 items-center font-semibold wrap-anywhere hover:text-accent hover:underline md:min-h-6"
        >
          {title}
        </IntentLink>
        <p className="text-ink-soft wrap-anywhere md:hidden">
          {[code, levelWords[difficultyLevel], department, crowdText(course)].filter(Boolean).join(' · ')}
        </p>
        {course.highlight && (
          <p className="line-clamp-2 max-w-reading text-ink-soft">
            <Highlighted text={course.highlight} />
          </p>
        )}
      </HeadCell>
      <Cell className="max-md:hidden">{levelWords[difficultyLevel]}</Cell>
      <Cell className="max-w-48 wrap-anywhere max-xl:hidden">{department}</Cell>
      <Cell className="max-md:hidden" numeric>
        {count(enrolledStudents)}
      </Cell>
      <Cell className="max-md:hidden" numeric>
        {completionText(course) ?? <TooFew />}
      </Cell>
    </tr>
  );
}

/** A code with a space in it stays in one line, as far as that is reasonable. */
const isLong = (code: string | null) => code !== null && code.length > 14;

const TooFew = () => (
  <span className="text-ink-soft">
    <span aria-hidden="true">–</span>
    <span className="sr-only">too few students</span>
  </span>
);
