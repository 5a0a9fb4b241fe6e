'use server';

import { refresh } from 'next/cache';
import { fieldsOf } from '@/lib/access/sent-form';
import { currentViewer } from '@/lib/access/session';
import type { Viewer } from '@/lib/access/viewer';
import { Refusal } from '@/lib/errors';
import { addFeed, switchFeed } from './feed-mutations';
import { linkResearch, unlinkResearch } from './link-mutations';
import { addNote } from './note-mutations';

export type ResearchState = { done: boolean; message: string } | null;

type Mutation = (viewer: Viewer | null, raw: unknown) => Promise<void>;

/** Form actions, for browsers without JavaScript too. */
export const addFeedAction = async (_state: ResearchState, form: FormData): Promise<ResearchState> =>
  answer(addFeed, form, 'Added. It is off until somebody turns it on.');

export const switchFeedAction = async (_state: ResearchState, form: FormData): Promise<ResearchState> =>
  answer(switchFeed, form, 'Noted.');

export const addNoteAction = async (_state: ResearchState, form: FormData): Promise<ResearchState> =>
  answer(addNote, form, 'Noted. It can be linked to a proposal now.');

export const linkResearchAction = async (_state: ResearchState, form: FormData): Promise<ResearchState> =>
  answer(linkResearch, form, 'Linked. It is shown with the proposal.');

export const unlinkResearchAction = async (_state: ResearchState, form: FormData): Promise<ResearchState> =>
  answer(unlinkResearch, form, 'No longer linked.');

async function answer(mutation: Mutation, form: FormData, message: string): Promise<ResearchState> {
  try {
    await mutation(await currentViewer(), fieldsOf(form));
    refresh();
    return { done: true, message };
  } catch (error) {
    if (error instanceof Refusal) return { done: false, message: error.message };
    throw error;
  }
}
