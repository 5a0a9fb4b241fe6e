'use server';

import { answerForm, type FormState } from '@/lib/access/answer-form';
import { addFeed, switchFeed } from './feed-mutations';
import { linkResearch, unlinkResearch } from './link-mutations';
import { addNote } from './note-mutations';

/** Form actions, for browsers without JavaScript too. */
export const addFeedAction = async (_state: FormState, form: FormData): Promise<FormState> =>
  answerForm(addFeed, form, 'Added. It is off until somebody turns it on.');

export const switchFeedAction = async (_state: FormState, form: FormData): Promise<FormState> =>
  answerForm(switchFeed, form, 'Noted.');

export const addNoteAction = async (_state: FormState, form: FormData): Promise<FormState> =>
  answerForm(addNote, form, 'Noted. It can be linked to a proposal now.');

export const linkResearchAction = async (_state: FormState, form: FormData): Promise<FormState> =>
  answerForm(linkResearch, form, 'Linked. It is shown with the proposal.');

export const unlinkResearchAction = async (_state: FormState, form: FormData): Promise<FormState> =>
  answerForm(unlinkResearch, form, 'No longer linked.');
