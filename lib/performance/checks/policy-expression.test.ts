import { expect, it } from 'vitest';
import { calledPerRow, tenantColumns } from './policy-expression';

const setting = "current_setting('app.tenant'::text)";

// As the server writes them.
it.each([
  ["((user_id = ( SELECT public.me() AS me)) OR (kind = 'x'::text))", [], ['user_id']],
  ['(user_id = public.me())', ['public.me()'], ['user_id']],
  ['(public.me() = user_id)', ['public.me()'], ['user_id']],
  ['(( SELECT public.me() AS me) = user_id)', [], ['user_id']],
  [`(tenant = (${setting})::uuid)`, [setting], ['tenant']],
  [
    "(tenant = ( SELECT (current_setting('app.tenant'::text, true))::uuid AS current_setting))",
    [],
    ['tenant'],
  ],
  [`((tenant_id)::text = ${setting})`, [setting], ['tenant_id as text']],
  ['(user_id = "Auth".uid())', ['"Auth".uid()'], ['user_id']],
  ['("User Id" = ( SELECT "Auth"."who am I"() AS "who am I"))', [], ['User Id']],
  ["app.has_role('admin'::text)", ["app.has_role('admin'::text)"], []],
  [
    "app.has_role('it''s (a)'::character varying(20), true)",
    ["app.has_role('it''s (a)'::character varying(20), true)"],
    [],
  ],
  ["(((auth.jwt() ->> 'org'::text))::uuid = org_id)", ['auth.jwt()'], ['org_id']],
  ['(owner = CURRENT_USER)', [], ['owner']],
  ['app.may_read(course_id, 3)', [], []],
  ['(course_id IN ( SELECT c.id FROM public.courses c WHERE (c.owner = public.me())))', [], []],
  ['(course_id = ( SELECT c.id FROM public.courses c WHERE (c.owner = public.me())))', [], []],
  [
    '(EXISTS ( SELECT 1 FROM public.courses c WHERE ((c.id = parts.course_id) AND (c.owner = public.me()))))',
    ['public.me()'],
    [],
  ],
  [
    '(EXISTS ( SELECT 1 FROM public.courses c WHERE ((c.id = parts.course_id) AND (c.owner = ( SELECT public.me() AS me)))))',
    [],
    [],
  ],
  ['(EXISTS ( SELECT 1 FROM public.parts c WHERE (c.owner = public.me())))', [], []],
  ['(public.may_see(id) AND (at <= now()))', [], []],
  ["((kind = 'a = b'::text) AND (user_id = ( SELECT public.me() AS me)))", [], ['user_id']],
])('%s', (expression, called, columns) => {
  expect(calledPerRow(expression, 'parts')).toEqual(called);
  expect(tenantColumns(expression).map(({ column, as }) => (as ? `${column} as ${as}` : column))).toEqual(
    columns,
  );
});
