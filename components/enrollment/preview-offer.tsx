'use client';

import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { identityQuery } from '@/lib/access/client';
import { isPathId } from '@/lib/access/ids';
import { standingQuery } from '@/lib/enrollment/client';

/** A course that is not published exists for its staff only: leads them, and nobody else, to its preview. */
export function PreviewOffer() {
  const { id } = useParams<{ id: string }>();
  const { data: viewer } = useQuery(identityQuery);
  const isStaff = Boolean(viewer) && viewer?.role !== 'STUDENT';
  const { data: standing } = useQuery({ ...standingQuery(id), enabled: isStaff && isPathId(id) });
  const router = useRouter();
  const leadsOn = isStaff && standing?.kind === 'staff' && standing.teaches;
  useEffect(() => {
    if (leadsOn) router.replace(`/courses/${id}/preview`);
  }, [leadsOn, id, router]);
  return null;
}
