'use client';

import { useQueryClient } from '@tanstack/react-query';
import { CheckCheck } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import { markAllReadAction } from '@/lib/notifications/actions';
import { countAgain } from '@/lib/notifications/client';

/** Marks everything as read. */
export function MarkAllRead() {
  const client = useQueryClient();
  const router = useRouter();
  const [, submit, pending] = useActionState(async () => {
    await markAllReadAction();
    await countAgain(client);
    router.refresh();
  }, undefined);
  return (
    <form action={submit}>
      <Button type="submit" variant="secondary" busy={pending}>
        <CheckCheck /> Mark all as read
      </Button>
    </form>
  );
}
