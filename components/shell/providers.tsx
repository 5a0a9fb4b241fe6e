'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { ToastProvider } from '@/components/ui/toast';

const createClient = () => new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry: 1 } } });

/** What client components share. Who is signed in can change: `lib/access/client` keeps one person's answers from the next. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(createClient);
  useFreshAfterReturn(client);
  return (
    <QueryClientProvider client={client}>
      <ToastProvider>{children}</ToastProvider>
    </QueryClientProvider>
  );
}

/** A page that the browser kept whole and shows again may belong to somebody who has signed out since. */
function useFreshAfterReturn(client: QueryClient): void {
  useEffect(() => {
    const forget = (event: PageTransitionEvent) => {
      if (event.persisted) client.resetQueries();
    };
    window.addEventListener('pageshow', forget);
    return () => window.removeEventListener('pageshow', forget);
  }, [client]);
}
