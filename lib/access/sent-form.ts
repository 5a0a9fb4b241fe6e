/**
 * What a server action was sent as its form. Anybody can call one with anything, whatever its type says: what is no form is one
 * without fields, so that it is refused in words, and told, like any other that lacks something.
 */
export const sentForm = (sent: unknown): FormData => (sent instanceof FormData ? sent : new FormData());

/** What was typed into it, by its own names: files are not, and names of the framework begin with a $. */
export const typedIn = (sent: unknown): Record<string, string> =>
  Object.fromEntries(
    [...sentForm(sent)].flatMap(([name, value]) =>
      typeof value === 'string' && !name.startsWith('$') ? [[name, value] as const] : [],
    ),
  );
