import type { ReactNode } from 'react';
import { Shell } from '@/components/shell/shell';
import { identityOf } from '@/lib/access/identity';
import { requireViewer } from '@/lib/access/require';

/** Decides before anything is streamed, so that a refusal has the status of a page that does not exist. */
export default async function AdministratorsOnly({ children }: { children: ReactNode }) {
  const viewer = await requireViewer('ADMIN');
  return <Shell known={await identityOf(viewer)}>{children}</Shell>;
}
