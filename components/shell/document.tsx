import type { ReactNode } from 'react';
import { fontVariables } from '@/components/ui/fonts';
import { themeScript } from '@/lib/theme';
import { Providers } from './providers';

/** The HTML around everything. Knows nobody: a personal read here would make every page one that is rendered per request. */
export function Document({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={fontVariables} suppressHydrationWarning>
      <body>
        <script>{themeScript}</script>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
