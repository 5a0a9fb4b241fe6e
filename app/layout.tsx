import './globals.css';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { SignOutButton } from '@/components/access/sign-out-button';
import { Providers } from '@/components/shell/providers';
import { Shell } from '@/components/shell/shell';
import { themeAttribute, themeCookie, themeFrom } from '@/components/shell/theme';
import { fontVariables } from '@/components/ui/fonts';
import { currentViewer } from '@/lib/access/session';

export const metadata: Metadata = {
  title: { default: 'Syllabase', template: '%s · Syllabase' },
  description: 'Courses, lessons and an honest view of where you stand.',
};

export const viewport: Viewport = { colorScheme: 'light dark', viewportFit: 'cover' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [viewer, jar] = await Promise.all([currentViewer(), cookies()]);
  const theme = themeFrom(jar.get(themeCookie)?.value);
  return (
    <html lang="en" data-theme={themeAttribute(theme)} className={fontVariables}>
      <body>
        <Providers key={viewer?.userId ?? 'nobody'}>
          <Shell viewer={viewer} theme={theme} signOut={viewer && <SignOutButton />}>
            {children}
          </Shell>
        </Providers>
      </body>
    </html>
  );
}
