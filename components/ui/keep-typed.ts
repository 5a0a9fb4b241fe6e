import type { FormEvent } from 'react';

/**
 * For the `onReset` of a form: React empties every form when its action ends. One that was refused keeps what was typed, so that
 * whoever sent it puts right what was wrong and writes nothing twice.
 */
export const keepTyped = (refused: boolean) => (refused ? keep : undefined);

const keep = (event: FormEvent) => event.preventDefault();
