'use client';

import './globals.css';
import { fontVariables } from '@/components/ui/fonts';
import ErrorPage from './error';

/** Stands in for the layout when the layout itself fails. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" className={fontVariables}>
      <body>
        <title>This page could not be shown · Syllabase</title>
        <main id="main">
          <ErrorPage {...props} />
        </main>
      </body>
    </html>
  );
}
