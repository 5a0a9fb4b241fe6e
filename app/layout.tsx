import './globals.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Document } from '@/components/shell/document';
import { env } from '@/lib/env';

const title = 'Syllabase';

export const generateMetadata = (): Metadata => ({
  metadataBase: new URL(env().APP_URL),
  title: { default: title, template: `%s · ${title}` },
  description: 'Courses, lessons and an honest view of where you stand.',
  openGraph: { siteName: title, type: 'website', locale: 'en_GB' },
});

export const viewport: Viewport = { colorScheme: 'light dark', viewportFit: 'cover' };

export default function RootLayout({ children }: { children: ReactNode }) {
  return <Document>{children}</Document>;
}
