'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, useTransition } from 'react';
import { Alert } from '@/components/ui/alert';
import { orLost } from '@/components/ui/kept-action';
import { useToast } from '@/components/ui/toast';
import { counted } from '@/lib/format';
import { sendMessageAction } from '@/lib/messages/actions';
import type { Audience } from '@/lib/messages/audiences';
import { newId } from '@/lib/messages/client';
import { type Draft, MessageFields } from './message-fields';
import { MessagePreview } from './message-preview';

type ComposeMessageProps = { courseId: string; audience: Audience; chosen: string[]; recipients: number };

const lost = (message: string) => ({ ok: false as const, message });

const empty: Draft = { subject: '', body: '' };

/** Writing, looking at it as students will see it, and sending it: once, however often the button is pressed. */
export function ComposeMessage({ courseId, audience, chosen, recipients }: ComposeMessageProps) {
  const router = useRouter();
  const toast = useToast();
  const [draft, setDraft] = useState(empty);
  const [id, setId] = useState(newId);
  const [isPreview, setPreview] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSending, startSending] = useTransition();
  const place = useFocusAfter(isPreview);
  const to = counted(recipients, 'student');

  const send = () =>
    startSending(async () => {
      const message = { ...draft, id, courseId, audience, studentIds: chosen, expected: recipients };
      const answer = await orLost(() => sendMessageAction(message), lost);
      setRefusal(answer.ok ? null : answer.message);
      setPreview(false);
      router.refresh();
      if (!answer.ok) return;
      toast(`Sent to ${counted(answer.value, 'student')}.`, 'positive');
      setDraft(empty);
      setId(newId());
    });

  return (
    <div ref={place} tabIndex={-1} className="flex flex-col gap-4">
      {refusal && <Alert tone="critical" live title={refusal} />}
      {isPreview ? (
        <MessagePreview
          draft={draft}
          to={to}
          isSending={isSending}
          onSend={send}
          onBack={() => setPreview(false)}
        />
      ) : (
        <MessageFields
          draft={draft}
          onChange={setDraft}
          onDone={() => setPreview(true)}
          hint={recipients === 0 ? 'There is nobody to write to in this group.' : `${to} would get it.`}
          isDisabled={recipients === 0}
        />
      )}
    </div>
  );
}

/** The place of a part that took the focus with it: gets it when the part is gone. */
function useFocusAfter(isShown: boolean) {
  const place = useRef<HTMLDivElement>(null);
  const wasShown = useRef(isShown);
  useEffect(() => {
    if (wasShown.current && !isShown) place.current?.focus({ preventScroll: true });
    wasShown.current = isShown;
  }, [isShown]);
  return place;
}
