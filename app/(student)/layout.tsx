import type { ReactNode } from 'react';
import { Shell } from '@/components/shell/shell';
import { identityOf } from '@/lib/access/identity';
import { requireViewer } from '@/lib/access/require';

/** For everybody who is signed in; each page decides about the rest. */
export default async function MembersOnly({ children }: { children: ReactNode }) {
  const viewer = await requireViewer();
  return <Shell known={await identityOf(viewer)}>{children}</Shell>;
}
