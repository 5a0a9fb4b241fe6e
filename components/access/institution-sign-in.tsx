import { Button } from '@/components/ui/button';
import { signInWithInstitution } from '@/lib/access/sign-in';

/** The way to the institution's own sign-in. */
export function InstitutionSignIn({ next }: { next: string | null }) {
  return (
    <form action={signInWithInstitution} className="flex flex-col">
      {next && <input type="hidden" name="next" value={next} />}
      <Button type="submit" variant="secondary">
        Continue with your institution
      </Button>
    </form>
  );
}
