import { Check } from 'lucide-react';
import { InlineMarkdown } from '@/components/lessons/markdown';
import { Badge } from '@/components/ui/badge';
import type { CourseDetail } from '@/lib/catalog/course';
import { audienceWords, wordFor } from './words';

type CourseAboutProps = Pick<CourseDetail, 'learningObjectives' | 'prerequisiteSkills' | 'targetAudience'>;

/** What the course leads to, what it needs, and whom it is for; only what is known. */
export function CourseAbout({ learningObjectives, prerequisiteSkills, targetAudience }: CourseAboutProps) {
  return (
    <>
      {learningObjectives.length > 0 && (
        <section>
          <h2 className="font-serif text-xl font-semibold">What you will be able to do</h2>
          <ul className="mt-3 grid gap-x-8 gap-y-2 sm:grid-cols-2">
            {learningObjectives.map((objective) => (
              <li key={objective} className="flex gap-2.5">
                <Check className="mt-1 size-4.5 shrink-0 text-positive" />
                <span className="min-w-0">
                  <InlineMarkdown text={objective} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {prerequisiteSkills.length > 0 && (
        <Words title="What you need to know before" words={prerequisiteSkills} />
      )}
      {targetAudience.length > 0 && (
        <Words title="Who it is for" words={targetAudience.map((level) => wordFor(audienceWords, level))} />
      )}
    </>
  );
}

function Words({ title, words }: { title: string; words: readonly string[] }) {
  return (
    <section>
      <h2 className="font-serif text-xl font-semibold">{title}</h2>
      <ul className="mt-3 flex flex-wrap gap-2">
        {words.map((word) => (
          <li key={word} className="max-w-full">
            <Badge className="text-sm whitespace-normal">{word}</Badge>
          </li>
        ))}
      </ul>
    </section>
  );
}
