'use client';

import { ArrowRight } from 'lucide-react';
import { LinkButton } from '@/components/ui/link-button';
import { homeOf } from '@/lib/access/home';
import type { Role } from '@/lib/access/viewer';
import { useIdentity } from './use-identity';

const words: Record<Role, string> = {
  STUDENT: 'To your dashboard',
  INSTRUCTOR: 'To your classes',
  ADMIN: 'To the overview',
};

/** The courses for everybody, and what comes next for whoever is there. */
export function WayIn() {
  const viewer = useIdentity();
  return (
    <div className="flex min-h-10 flex-wrap gap-3 pointer-coarse:min-h-11">
      <LinkButton href="/courses" variant={viewer ? 'secondary' : 'primary'}>
        Browse the courses
      </LinkButton>
      {viewer && (
        <LinkButton href={homeOf(viewer)}>
          {viewer.isOnlyGuardian ? 'To your children' : words[viewer.role]} <ArrowRight />
        </LinkButton>
      )}
      {viewer === null && <SignIn />}
      {viewer === undefined && (
        <noscript>
          <SignIn />
        </noscript>
      )}
    </div>
  );
}

const SignIn = () => (
  <LinkButton href="/sign-in" variant="secondary">
    Sign in
  </LinkButton>
);
