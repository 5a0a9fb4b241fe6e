/**
 * What an erasure deletes of a student, and by which column: whatever is no part of the proof of studies. In this order,
 * because versions hang on their notes. A test holds that no table with a student's data is forgotten.
 */
export const erasedTables = {
  student_details: 'student_id',
  academic_entries: 'student_id',
  notifications: 'user_id',
  outgoing_emails: 'user_id',
  notification_preferences: 'user_id',
  quiet_hours: 'user_id',
  recommendation_events: 'user_id',
  risk_snapshots: 'user_id',
  risk_list_students: 'user_id',
  standings: 'user_id',
  student_note_versions: 'student_id',
  student_notes: 'student_id',
  import_activity: 'user_id',
} as const;
