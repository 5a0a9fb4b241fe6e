'use client';

import { catchError, type ErrorInfo } from 'next/error';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';

type PartProps = { what: string };

/** Keeps a fault inside its part of the page: the rest stays readable. `what` names the part, e.g. “The class list”. */
export const PartBoundary = catchError(({ what }: PartProps, { retry }: ErrorInfo) => (
  <Alert
    tone="critical"
    live
    title={`${what} could not be read`}
    actions={
      <Button variant="secondary" size="sm" onClick={() => retry()}>
        Try again
      </Button>
    }
  >
    The fault is on our side, and the rest of the page is not affected.
  </Alert>
));
