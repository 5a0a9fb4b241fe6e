import { cn } from '@/components/ui/cn';
import { coverHeight, coverWidth, patternFor } from './cover-pattern';

type CoverProps = { courseId: string; thumbnailUrl: string | null; className?: string };

/** The picture of a course, or a drawing of its own where it has none. Decoration: says nothing that the text does not. */
export function Cover({ courseId, thumbnailUrl, className }: CoverProps) {
  const frame = cn('block h-24 w-full overflow-hidden bg-paper-sunken print:hidden', className);
  if (thumbnailUrl) {
    return (
      <img
        src={thumbnailUrl}
        alt=""
        loading="lazy"
        referrerPolicy="no-referrer"
        className={cn(frame, 'object-cover')}
      />
    );
  }
  const { ink, paths } = patternFor(courseId);
  return (
    <svg
      viewBox={`0 0 ${coverWidth} ${coverHeight}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      className={cn(frame, ink)}
    >
      <rect width={coverWidth} height={coverHeight} fill="currentColor" opacity="0.09" />
      <g fill="none" stroke="currentColor" strokeWidth="1.5" opacity="0.42">
        <path d={paths.join('')} />
      </g>
    </svg>
  );
}
