import { RiskSkeleton } from '@/components/classes/risk/risk-skeleton';
import { HeaderSkeleton } from '@/components/page/skeletons';

export default function Loading() {
  return (
    <>
      <HeaderSkeleton />
      <RiskSkeleton />
    </>
  );
}
