import { codeKey, readCode, squeezeCode } from '../text/code';
import { stopWords, type Word, wordsOf } from '../text/words';
import { type CourseText, postingsOf, withoutRequirements } from './postings';

/** What the index keeps of one course. */
export type IndexEntry = {
  codeKey: string | null;
  /** Stems in order, for `to_tsvector('simple', …)`: phrases and exclusions. */
  stems: string;
  /** Distinct words as written, folded. */
  words: { plain: string; stem: string }[];
  postings: Map<string, number>;
};

const shortestWord = 3;

/** Works out what a course is found under. Pure. */
export function entryOf(course: CourseText): IndexEntry {
  const read = [
    course.title,
    course.department ?? '',
    ...course.skills,
    ...course.objectives,
    withoutRequirements(course.description ?? ''),
  ].flatMap(wordsOf);
  const code = course.code === null ? null : readCode(course.code);
  return {
    codeKey: code ? codeKey(code) : squeezeCode(course.code ?? '').slice(0, 64) || null,
    stems: read
      .filter(({ plain }) => !stopWords.has(plain))
      .map(({ stem }) => stem)
      .join(' '),
    words: [...new Map(read.filter(isWord).map(({ plain, stem }) => [plain, { plain, stem }])).values()],
    postings: postingsOf(course),
  };
}

const isWord = ({ plain }: Word): boolean =>
  plain.length >= shortestWord && /^\p{L}+$/u.test(plain) && !stopWords.has(plain);
