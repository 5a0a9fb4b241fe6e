import type { Method } from './methods';

/** One kind of number: its heading can be linked to. */
export function MethodSection({ id, heading, paragraphs, points = [] }: Method) {
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <h2 id={id} className="scroll-mt-20 font-serif text-xl font-semibold">
        {heading}
      </h2>
      {paragraphs.map((text) => (
        <p key={text} className="text-pretty">
          {text}
        </p>
      ))}
      {points.length > 0 && (
        <ul className="flex list-disc flex-col gap-2 pl-6 marker:text-ink-soft">
          {points.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
