import { useActionState, useCallback, useEffect, useRef } from 'react';
import { type FormAction, useKeptAction } from './kept-action';
import { useToast } from './toast';

type Answer = { done: boolean; message: string } | null;

/**
 * For a form that the page may take away once it is done, as a request that is open leaves no room for another: what the form
 * would have said goes with it, and the focus too. Says it instead, and gives the focus to what stood around it.
 *
 * @param action a server's, so that the form works without JavaScript
 * @param lost the state in which the form says that no answer came; the same function each time
 * @returns the ref of the form, and what `useActionState` returns
 */
export function useFarewell<State extends Answer>(
  action: FormAction<State | null>,
  lost: (message: string, form: FormData) => State,
) {
  const asked = useKeptAction<State | null>(action, lost);
  const form = useRef<HTMLFormElement>(null);
  const said = useRef<string | null>(null);
  const toast = useToast();
  // The page that comes with an answer may have no room for the form any more: it is then never rendered with its answer.
  const listening = useCallback<FormAction<State | null>>(
    async (before, sent) => {
      const answer = await asked(before, sent);
      said.current = answer?.done ? answer.message : null;
      return answer;
    },
    [asked],
  );
  const [state, submit, pending] = useActionState<State | null, FormData>(
    typeof window === 'undefined' ? action : listening,
    null,
  );
  useEffect(() => {
    // Is still here, and says it itself.
    if (!pending) said.current = null;
  }, [pending]);
  useEffect(() => {
    const around = ancestorsWithinPage(form.current);
    return () => {
      // Another page took its place, or a fault did: nothing is known to be done.
      if (said.current === null) return;
      toast(said.current, 'positive');
      const left = around.find(({ isConnected }) => isConnected);
      if (!left || document.activeElement !== document.body) return;
      left.tabIndex = -1;
      left.focus({ preventScroll: true });
    };
  }, [toast]);
  return { form, state, submit, pending };
}

function ancestorsWithinPage(element: HTMLElement | null): HTMLElement[] {
  const above = element?.parentElement;
  if (!above) return [];
  return above.tagName === 'MAIN' ? [above] : [above, ...ancestorsWithinPage(above)];
}
