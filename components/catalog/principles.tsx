import { Eye, Gauge, Timer } from 'lucide-react';

const principles = [
  {
    icon: <Gauge />,
    title: 'See where you stand',
    text: 'Your progress beside the class median, with the reason for every verdict. Where there is too little to go by, the page says so.',
  },
  {
    icon: <Timer />,
    title: 'Time that is true',
    text: 'Only what you actually read is counted: visible, active, in one tab. A forgotten window counts for nothing.',
  },
  {
    icon: <Eye />,
    title: 'Only who teaches you',
    text: 'Your progress is seen by you, by who teaches the course and by your institution’s administrators. Opening or exporting a class list is written into a trail that nobody can change.',
  },
];

/** What to expect of the product, in three sentences. */
export function Principles() {
  return (
    <ul className="grid gap-8 sm:grid-cols-3">
      {principles.map(({ icon, title, text }) => (
        <li key={title}>
          <div className="text-accent [&>svg]:size-6">{icon}</div>
          <h2 className="mt-2 font-serif text-lg font-semibold">{title}</h2>
          <p className="mt-1 text-ink-soft">{text}</p>
        </li>
      ))}
    </ul>
  );
}
