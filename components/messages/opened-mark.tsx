'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { openMessageAction } from '@/lib/messages/actions';
import { countAgain } from '@/lib/notifications/client';

/** Says that the message on this page was opened; a page that is only fetched ahead says nothing. */
export function OpenedMark({ messageId }: { messageId: string }) {
  const client = useQueryClient();
  useEffect(() => {
    void openMessageAction(messageId).then(() => countAgain(client));
  }, [client, messageId]);
  return null;
}
