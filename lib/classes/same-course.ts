/** A year, alone or with a term's letters or a second year behind it: 2013, 2013B, 2024FA, 2024-25. */
const year = /^(19|20)\d{2}([a-z]{1,3}|\d{2})?$/i;
const season = /^(spring|summer|autumn|fall|winter|term|semester|trimester|quarter)$/i;
const shortTerm = /^(sp|su|fa|wi|au|ss|ws|hs|fs|mt|ht|tt|t|s|q)['’]?(\d{1,2}|(19|20)\d{2})$/i;

const isTerm = (token: string) => year.test(token) || season.test(token) || shortTerm.test(token);

/** A code or title without what says when: `BBB_2013J` → `BBB`, `Calculus, Autumn 2024` → `CALCULUS`. */
export function withoutTerm(text: string): string {
  const tokens = text.split(/[\s_,;:()/.–—-]+/).filter((token) => token !== '');
  const kept = tokens.filter(
    (token, n) => !isTerm(token) && !(/^\d{1,2}$/.test(token) && isTerm(tokens[n - 1] ?? '')),
  );
  return kept.join(' ').toUpperCase();
}

type Named = { id: string; code: string | null; title: string };

/**
 * Whether two classes are terms of the same course: their codes are alike but for the term, or, where one of them has
 * no code, their titles are.
 */
export function isSameCourse(one: Named, other: Named): boolean {
  const alike = (a: string, b: string) => withoutTerm(a) !== '' && withoutTerm(a) === withoutTerm(b);
  return one.code && other.code ? alike(one.code, other.code) : alike(one.title, other.title);
}
