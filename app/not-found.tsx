import type { Metadata } from 'next';
import { NothingHere } from '@/components/page/nothing-here';
import { Shell } from '@/components/shell/shell';

export const metadata: Metadata = { title: 'Nothing here' };

/** Replaces the layouts of groups as well, so it brings the frame itself. */
export default function NotFound() {
  return (
    <Shell>
      <NothingHere />
    </Shell>
  );
}
