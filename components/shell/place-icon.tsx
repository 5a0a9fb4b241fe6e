import {
  Bell,
  BookOpen,
  DatabaseZap,
  FileLock2,
  FileText,
  Gauge,
  LayoutDashboard,
  LibraryBig,
  LogIn,
  Presentation,
  ScrollText,
  UsersRound,
} from 'lucide-react';
import type { PlaceIcon as Name } from './navigation';

const icons = {
  courses: LibraryBig,
  dashboard: BookOpen,
  teaching: Presentation,
  overview: LayoutDashboard,
  performance: Gauge,
  cache: DatabaseZap,
  audit: ScrollText,
  people: UsersRound,
  records: FileLock2,
  notifications: Bell,
  signIn: LogIn,
  page: FileText,
} satisfies Record<Name, unknown>;

export function PlaceIcon({ name, className }: { name: Name; className?: string }) {
  const Icon = icons[name];
  return <Icon className={className} />;
}
