import { HeadCell } from '@/components/ui/table';
import type { CacheClass } from '@/lib/cache/classes';
import { classWords } from './words';

/** The first cell of a class's row; `long` says what it holds. */
export function ClassHead({ name, long = false }: { name: CacheClass; long?: boolean }) {
  const { title, holds } = classWords[name];
  return (
    <HeadCell
      scope="row"
      className="sticky left-0 min-w-28 bg-paper-raised group-hover:bg-paper-sunken sm:min-w-40"
    >
      {title}
      {long && <span className="block text-xs font-normal text-ink-soft">{holds}</span>}
    </HeadCell>
  );
}
