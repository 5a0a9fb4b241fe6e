'use server';

import type { ActionResult } from '@/lib/access/action';
import { currentViewer } from '@/lib/access/session';
import { Refusal } from '@/lib/errors';
import { openMessage } from './received';
import type { MessageInput } from './schema';
import { sendMessage } from './send';

/** Sends a message in the name of whoever is signed in. Answers how many get it. */
export async function sendMessageAction(message: MessageInput): Promise<ActionResult<number>> {
  try {
    const { recipients } = await sendMessage(await currentViewer(), message);
    return { ok: true, value: recipients };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, message: error.message, fields: error.fields };
    throw error;
  }
}

/** Notes that whoever is signed in has opened a message. */
export async function openMessageAction(id: string): Promise<{ message: string } | null> {
  try {
    await openMessage(await currentViewer(), { id });
    return null;
  } catch (error) {
    if (error instanceof Refusal) return { message: error.message };
    throw error;
  }
}
