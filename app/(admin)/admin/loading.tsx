import { HeaderSkeleton } from '@/components/page/skeletons';
import { InstitutionSkeleton } from '@/components/performance/institution-figures';

export default function Loading() {
  return (
    <>
      <HeaderSkeleton />
      <InstitutionSkeleton />
    </>
  );
}
