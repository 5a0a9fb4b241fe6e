import type { ReactNode } from 'react';
import { requireViewer } from '@/lib/access/require';

/** Decides before anything is streamed, so that a refusal has the status of a page that does not exist. */
export default async function AdministratorsOnly({ children }: { children: ReactNode }) {
  await requireViewer('ADMIN');
  return children;
}
