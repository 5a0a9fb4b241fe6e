import Link from 'next/link';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { CourseForecast } from '@/lib/analytics/overall-forecast';
import { day } from './forecast-days';

/** When each course under way will be finished, the last first. */
export function CourseForecastTable({ courses }: { courses: readonly CourseForecast[] }) {
  return (
    <Table caption="When each course will be finished" captionHidden tall className="max-h-80">
      <thead>
        <tr>
          <HeadCell>Course</HeadCell>
          <HeadCell numeric>About</HeadCell>
          <HeadCell numeric>Earliest</HeadCell>
          <HeadCell numeric>Latest</HeadCell>
          <HeadCell numeric>Course ends</HeadCell>
        </tr>
      </thead>
      <tbody>
        {courses.map((course) => (
          <Row key={course.courseId} course={course} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ course: { courseId, title, endsOn, forecast } }: { course: CourseForecast }) {
  return (
    <tr>
      <HeadCell scope="row" className="font-normal">
        <Link href={`/dashboard/${courseId}`} className="hover:text-accent hover:underline">
          {title}
        </Link>
      </HeadCell>
      {forecast.known ? (
        <>
          <Cell numeric>{day(forecast.expected)}</Cell>
          <Cell numeric>{day(forecast.earliest)}</Cell>
          <Cell numeric>{forecast.latest === null ? 'none in sight' : day(forecast.latest)}</Cell>
        </>
      ) : (
        <Cell colSpan={3} className="min-w-48 text-ink-soft">
          {forecast.reason}
        </Cell>
      )}
      <Cell numeric>{endsOn === null ? '–' : day(endsOn)}</Cell>
    </tr>
  );
}
