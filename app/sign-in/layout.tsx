import type { ReactNode } from 'react';
import { Shell } from '@/components/shell/shell';

/** Whoever sees this page is nobody yet. */
export default function SignInLayout({ children }: { children: ReactNode }) {
  return <Shell known={null}>{children}</Shell>;
}
