'use client';

import { X } from 'lucide-react';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { Button } from './button';
import { cn } from './cn';
import { type Tone, toneIcons } from './tone';

type Toast = { key: number; message: string; tone: Tone };
type ShowToast = (message: string, tone?: Tone) => void;

const lifetime = 6000;
const atMost = 3;
const Context = createContext<ShowToast>(() => {});

/** Says what just happened: `const toast = useToast(); toast('Saved', 'positive')`. */
export const useToast = (): ShowToast => useContext(Context);

const signColours: Record<Tone, string> = {
  neutral: '[&>svg]:text-ink-soft',
  accent: '[&>svg]:text-accent',
  positive: '[&>svg]:text-positive',
  caution: '[&>svg]:text-caution',
  critical: '[&>svg]:text-critical',
};

/** Holds the live region. A refusal (`critical`) stays until it is closed, everything else goes by itself. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const lastKey = useRef(0);
  const dismiss = useCallback((key: number) => {
    setToasts((shown) => shown.filter((toast) => toast.key !== key));
  }, []);
  const show = useCallback<ShowToast>(
    (message, tone = 'neutral') => {
      lastKey.current += 1;
      const key = lastKey.current;
      setToasts((shown) => [...shown, { key, message, tone }].slice(-atMost));
      if (tone !== 'critical') setTimeout(() => dismiss(key), lifetime);
    },
    [dismiss],
  );
  const region = useMemo(() => <ToastRegion toasts={toasts} dismiss={dismiss} />, [toasts, dismiss]);
  return (
    <Context value={show}>
      {children}
      {region}
    </Context>
  );
}

function ToastRegion({ toasts, dismiss }: { toasts: Toast[]; dismiss: (key: number) => void }) {
  return (
    <section
      aria-label="Messages"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-20 z-50 flex flex-col items-end gap-2 md:bottom-4 print:hidden"
    >
      {toasts.map(({ key, message, tone }) => (
        <div
          key={key}
          className={cn(
            'pointer-events-auto flex w-full max-w-sm animate-rise items-center gap-3 rounded-card border bg-paper-raised py-2 pr-2 pl-4 text-sm shadow-raised',
            '[&>svg]:size-5 [&>svg]:shrink-0',
            signColours[tone],
          )}
        >
          {toneIcons[tone]}
          <p className="min-w-0 grow">{message}</p>
          <Button variant="quiet" size="icon" aria-label="Close this message" onClick={() => dismiss(key)}>
            <X />
          </Button>
        </div>
      ))}
    </section>
  );
}
