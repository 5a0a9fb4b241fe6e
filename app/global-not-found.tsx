import './globals.css';
import type { Metadata, Viewport } from 'next';
import { connection } from 'next/server';
import { NothingHere } from '@/components/page/nothing-here';
import { Document } from '@/components/shell/document';
import { Shell } from '@/components/shell/shell';

export const metadata: Metadata = { title: 'Nothing here · Syllabase' };
export const viewport: Viewport = { colorScheme: 'light dark', viewportFit: 'cover' };

/** For addresses that lead to no page at all. Rendered per request, like everything behind proxy.ts, for the nonce of its policy. */
export default async function GlobalNotFound() {
  await connection();
  return (
    <Document>
      <Shell>
        <NothingHere />
      </Shell>
    </Document>
  );
}
