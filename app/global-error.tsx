'use client';

import './globals.css';
import { FaultMessage, type FaultProps } from '@/components/page/fault-message';
import { fontVariables } from '@/components/ui/fonts';

/** Stands in for the layout when the layout itself fails. */
export default function GlobalError(props: FaultProps) {
  return (
    <html lang="en" className={fontVariables}>
      <body>
        <title>This page could not be shown · Syllabase</title>
        <main id="main">
          <FaultMessage {...props} />
        </main>
      </body>
    </html>
  );
}
