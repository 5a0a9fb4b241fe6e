import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/link-button';

/** In the place of a page of a list whose link was refused: why, and the way back to its beginning. */
export const RefusedPage = ({ message, firstPage }: { message: string; firstPage: string }) => (
  <Alert
    tone="caution"
    title={message}
    actions={
      <LinkButton href={firstPage} variant="secondary" size="sm">
        First page
      </LinkButton>
    }
  />
);
