import type { Metadata } from 'next';
import { NothingHere } from '@/components/page/nothing-here';
import { Shell } from '@/components/shell/shell';

export const metadata: Metadata = { title: 'Nothing here' };

/** Where a layout refuses, or there is no route at all: nothing is around it, so it brings the frame itself. */
export default function NotFound() {
  return (
    <Shell>
      <NothingHere />
    </Shell>
  );
}
