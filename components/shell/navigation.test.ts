import { describe, expect, it } from 'vitest';
import { navigationFor, palettePlaces, placeOf } from './navigation';

const addresses = (role: Parameters<typeof navigationFor>[0]) => navigationFor(role).map(({ href }) => href);

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

  it('leads from the palette to more than has room, and nobody to another’s', () => {
    const hrefs = (viewer: Parameters<typeof palettePlaces>[0]) =>
      palettePlaces(viewer).map(({ href }) => href);
    expect(hrefs({ role: 'ADMIN', hasRecord: false, isGuardian: false, isConsented: false })).toContain(
      '/admin/cache',
    );
    expect(hrefs({ role: 'ADMIN', hasRecord: false, isGuardian: false, isConsented: false })).toContain(
      '/admin/records/retention',
    );
    expect(hrefs({ role: 'STUDENT', hasRecord: true, isGuardian: false, isConsented: false })).toEqual([
      ...addresses('STUDENT'),
      '/dashboard/privacy',
      '/dashboard/privacy/choices',
      '/dashboard/privacy/requests',
      '/notifications',
    ]);
    expect(hrefs({ role: 'INSTRUCTOR', hasRecord: true, isGuardian: false, isConsented: false })).toContain(
      '/dashboard/privacy',
    );
    expect(
      hrefs({ role: 'INSTRUCTOR', hasRecord: false, isGuardian: false, isConsented: false }),
    ).not.toContain('/dashboard/privacy');
    for (const role of ['STUDENT', 'INSTRUCTOR', 'ADMIN'] as const) {
      expect(hrefs({ role, hasRecord: false, isGuardian: true, isConsented: false })).toContain('/guardian');
      const nobody = { role, hasRecord: false, isGuardian: false, isConsented: false };
      expect(hrefs(nobody)).not.toContain('/guardian');
      expect(hrefs(nobody)).not.toContain('/consented');
      expect(hrefs({ ...nobody, isConsented: true })).toContain('/consented');
    }
    expect(hrefs(null)).toEqual(['/courses', '/sign-in']);
    expect(hrefs(undefined)).toEqual(['/courses']);
  });

  it('finds the place of a path by its longest address', () => {
    const places = navigationFor('ADMIN');
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
