import type { ReactNode } from 'react';
import { Shell } from '@/components/shell/shell';

/** The same for everybody; the frame asks by itself who is signed in. */
export default function PublicLayout({ children }: { children: ReactNode }) {
  return <Shell>{children}</Shell>;
}
