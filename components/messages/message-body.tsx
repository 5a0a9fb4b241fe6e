import { Fragment } from 'react';
import { InlineMarkdown } from '@/components/lessons/markdown';

/** What somebody wrote: paragraphs and lines as typed, with inline Markdown and nothing else. */
export function MessageBody({ text }: { text: string }) {
  return (
    <div className="flex max-w-reading flex-col gap-3 wrap-anywhere [&_a]:text-accent [&_a]:underline">
      {numbered(text.split(/\n{2,}/)).map(({ part, key }) => (
        <p key={key}>
          {numbered(part.split('\n')).map((line) => (
            <Fragment key={line.key}>
              {line.key > 0 && <br />}
              <InlineMarkdown text={line.part} />
            </Fragment>
          ))}
        </p>
      ))}
    </div>
  );
}

const numbered = (parts: string[]) => parts.map((part, key) => ({ part, key }));
