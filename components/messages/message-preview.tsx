'use client';

import { Send } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Button } from '@/components/ui/button';
import type { Draft } from './message-fields';

const MessageBody = dynamic(() => import('./message-body').then((module) => module.MessageBody), {
  loading: () => <p className="text-ink-soft">One moment…</p>,
});

type MessagePreviewProps = {
  draft: Draft;
  to: string;
  isSending: boolean;
  onSend: () => void;
  onBack: () => void;
};

/** A message as its readers will see it, and the last question before it goes. */
export function MessagePreview({ draft, to, isSending, onSend, onBack }: MessagePreviewProps) {
  return (
    <div className="flex flex-col gap-4">
      <section aria-label="How students will see it" className="rounded-card border bg-paper p-5">
        <h3 className="mb-3 font-serif text-lg font-semibold wrap-anywhere">{draft.subject}</h3>
        <MessageBody text={draft.body} />
      </section>
      <p className="text-sm text-ink-soft">
        {to} will find it in their notifications, and get an e-mail if they have chosen so. Nobody sees who
        else got it. It cannot be taken back.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={onSend} busy={isSending} autoFocus>
          <Send /> Send to {to}
        </Button>
        <Button variant="secondary" onClick={onBack} disabled={isSending}>
          Back to writing
        </Button>
      </div>
    </div>
  );
}
