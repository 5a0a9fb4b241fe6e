/** The pages about one class, in the order of their tabs; `path` follows `/teach/[courseId]`. */
export const classPlaces = [
  { path: '', label: 'Overview' },
  { path: '/messages', label: 'Messages' },
  { path: '/at-risk', label: 'At risk' },
  { path: '/questions', label: 'Questions' },
  { path: '/activity', label: 'Activity' },
  { path: '/compare', label: 'Compare terms' },
] as const satisfies readonly {
  path: string;
  label: string;
}[];

export type ClassPlace = (typeof classPlaces)[number]['path'];
