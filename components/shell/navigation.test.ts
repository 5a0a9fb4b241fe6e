import { describe, expect, it } from 'vitest';
import { navigationFor, palettePlaces, placeOf, roleName } from './navigation';

type Role = NonNullable<Parameters<typeof navigationFor>[0]>['role'];
const inRole = (role: Role) => ({ role, isOnlyGuardian: false });
const addresses = (role: Role | null) => navigationFor(role && inRole(role)).map(({ href }) => href);

describe('navigation', () => {
  it('shows each role its own places and nobody another’s', () => {
    expect(addresses(null)).toEqual(['/courses']);
    expect(addresses('STUDENT')).toEqual(['/courses', '/dashboard']);
    expect(addresses('INSTRUCTOR')).toEqual(['/courses', '/teach']);
    expect(addresses('ADMIN')).toEqual([
      '/courses',
      '/admin',
      '/admin/performance',
      '/admin/audit',
      '/admin/people',
    ]);
  });

  it('leads whoever is a guardian and nothing else to the children, once, and says so', () => {
    const guardian = {
      role: 'STUDENT',
      hasRecord: true,
      isGuardian: true,
      isOnlyGuardian: true,
      isConsented: false,
    } as const;
    expect(navigationFor(guardian).map(({ href }) => href)).toEqual(['/courses', '/guardian']);
    expect(palettePlaces(guardian).filter(({ href }) => href === '/guardian')).toHaveLength(1);
    expect(roleName(guardian)).toBe('Guardian');
    expect(roleName({ ...guardian, isOnlyGuardian: false })).toBe('Student');
  });

  it('leads from the palette to more than has room, and nobody to another’s', () => {
    const nothing = { hasRecord: false, isGuardian: false, isOnlyGuardian: false, isConsented: false };
    const hrefs = (viewer: Parameters<typeof palettePlaces>[0]) =>
      palettePlaces(viewer).map(({ href }) => href);
    expect(hrefs({ ...nothing, role: 'ADMIN' })).toContain('/admin/cache');
    expect(hrefs({ ...nothing, role: 'ADMIN' })).toContain('/admin/records/retention');
    expect(hrefs({ ...nothing, role: 'STUDENT', hasRecord: true })).toEqual([
      ...addresses('STUDENT'),
      '/dashboard/privacy',
      '/dashboard/privacy/choices',
      '/dashboard/privacy/requests',
      '/notifications',
    ]);
    expect(hrefs({ ...nothing, role: 'INSTRUCTOR', hasRecord: true })).toContain('/dashboard/privacy');
    expect(hrefs({ ...nothing, role: 'INSTRUCTOR' })).not.toContain('/dashboard/privacy');
    for (const role of ['STUDENT', 'INSTRUCTOR', 'ADMIN'] as const) {
      expect(hrefs({ ...nothing, role, isGuardian: true })).toContain('/guardian');
      const nobody = { ...nothing, role };
      expect(hrefs(nobody)).not.toContain('/guardian');
      expect(hrefs(nobody)).not.toContain('/consented');
      expect(hrefs({ ...nobody, isConsented: true })).toContain('/consented');
    }
    expect(hrefs(null)).toEqual(['/courses', '/sign-in']);
    expect(hrefs(undefined)).toEqual(['/courses']);
  });

  it('finds the place of a path by its longest address', () => {
    const places = navigationFor(inRole('ADMIN'));
    expect(placeOf('/admin', places)?.label).toBe('Overview');
    expect(placeOf('/admin/audit', places)?.label).toBe('Audit trail');
    expect(placeOf('/admin/keys', places)?.label).toBe('Overview');
    expect(placeOf('/administer', places)).toBeUndefined();
    expect(placeOf('/', places)).toBeUndefined();
    for (const path of ['/courses', '/courses/x', '/catalog', '/catalog/find']) {
      expect(placeOf(path, places)?.label).toBe('Courses');
    }
  });
});
