import { Suspense } from 'react';
import { type PartStanding, PartState } from '@/components/page/part-state';

type PartStandingToComeProps<T> = { reading: Promise<T>; standing: (read: T) => PartStanding };

/** How a part stands once that is read; its place is kept, and a part that cannot be read says so here as well. */
export const PartStandingToCome = <T,>(props: PartStandingToComeProps<T>) => (
  <Suspense fallback={<StandingSkeleton />}>
    <Standing {...props} />
  </Suspense>
);

/** In the place of a state to come: as high as the state. */
export const StandingSkeleton = () => (
  <span aria-hidden className="invisible">
    <PartState tone="neutral" words="…" />
  </span>
);

async function Standing<T>({ reading, standing }: PartStandingToComeProps<T>) {
  const found = await reading.then(standing, (): PartStanding => ({ tone: 'critical', words: 'not read' }));
  return <PartState {...found} />;
}
