/**
 * What a server action was sent as its form. Anybody can call one with anything, whatever its type says: what is no form is one
 * without fields, so that it is refused in words, and told, like any other that lacks something.
 */
export const sentForm = (sent: unknown): FormData => (sent instanceof FormData ? sent : new FormData());

/** What it holds under its own names; those of the framework begin with a $. */
export const fieldsOf = (sent: unknown): Record<string, FormDataEntryValue> =>
  Object.fromEntries([...sentForm(sent)].filter(([name]) => !name.startsWith('$')));
