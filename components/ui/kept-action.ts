import { unstable_rethrow } from 'next/navigation';
import { useCallback } from 'react';

export type FormAction<State> = (before: State, form: FormData) => Promise<State>;

/**
 * An action for `useActionState` that a fault on the way does not end: instead of the page, the form says what is known, and what was
 * typed stays. Where the page is made it is the server's own action, so that the form works without JavaScript.
 *
 * @param lost the state in which the form says so; the same function each time
 */
export function useKeptAction<State>(
  action: FormAction<State>,
  lost: (message: string, form: FormData) => State,
): FormAction<State> {
  const kept = useCallback<FormAction<State>>(
    (before, form) =>
      orLost(
        () => action(before, form),
        (message) => lost(message, form),
      ),
    [action, lost],
  );
  return typeof window === 'undefined' ? action : kept;
}

/** What the server answers, or, where no answer came, what `lost` makes of a sentence about that. */
export async function orLost<T>(ask: () => Promise<T>, lost: (message: string) => T): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    unstable_rethrow(error);
    return lost(whyLost(error));
  }
}

const stillHere = 'What you typed is still here.';

function whyLost(error: unknown): string {
  if (error instanceof Error && 'digest' in error)
    return `Something went wrong on our side. ${stillHere} Look in another tab whether it was done before you send it again.`;
  if (!navigator.onLine) return `There is no connection. ${stillHere} Send it again when there is one.`;
  return `No answer came: you may be signed out by now, or the server is away. ${stillHere} Sign in in another tab, then send it again.`;
}

/** The state of a form that shows a sentence, and others beside its fields. */
export const lostForm = (message: string) => ({ message, fields: {} });
