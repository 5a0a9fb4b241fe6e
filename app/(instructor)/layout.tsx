import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { requireViewer } from '@/lib/access/require';

/** Decides before anything is streamed, so that a refusal has the status of a page that does not exist. */
export default async function StaffOnly({ children }: { children: ReactNode }) {
  const { role } = await requireViewer();
  if (role === 'STUDENT') notFound();
  return children;
}
