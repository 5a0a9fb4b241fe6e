import { Loading, Skeleton, SkeletonText } from '@/components/ui/skeleton';

/** The lesson page before the lesson is there. */
export function LessonSkeleton() {
  return (
    <Loading label="Opening the lesson…">
      <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="max-w-reading">
          <Skeleton className="h-5 w-64 max-w-full" />
          <Skeleton className="mt-4 h-10 w-3/4" />
          <Skeleton className="mt-10 h-36 rounded-card" />
          <Skeleton className="mt-10 h-8 w-1/2" />
          <SkeletonText lines={8} className="mt-6" />
        </div>
        <div className="hidden lg:block">
          <Skeleton className="h-6 w-full" />
          <SkeletonText lines={7} className="mt-8" />
        </div>
      </div>
    </Loading>
  );
}
