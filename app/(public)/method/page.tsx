import type { Metadata } from 'next';
import { MethodSection } from '@/components/method/method-section';
import { methods } from '@/components/method/methods';
import { PageHeader } from '@/components/ui/page-header';

/** The same for everybody and for as long as this version runs: rendered once, never again. */
export const dynamic = 'error';

const title = 'How numbers are made';
const description =
  'What Syllabase counts as time, when something counts as done, and when it says that it does not know.';

export const metadata: Metadata = {
  title,
  description,
  alternates: { canonical: '/method' },
  openGraph: { title, description, url: '/method', siteName: 'Syllabase' },
};

export default function MethodPage() {
  return (
    <article className="max-w-reading">
      <PageHeader title={title} lead={description} />
      <nav aria-label="On this page" className="mb-10">
        <ul className="flex flex-col gap-1 sm:columns-2 sm:block">
          {methods.map(({ id, heading }) => (
            <li key={id}>
              <a
                href={`#${id}`}
                className="inline-flex min-h-8 items-center text-accent underline decoration-1 underline-offset-3 hover:text-accent-strong hover:decoration-2 pointer-coarse:min-h-11"
              >
                {heading}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="flex flex-col gap-10">
        {methods.map((method) => (
          <MethodSection key={method.id} {...method} />
        ))}
      </div>
    </article>
  );
}
