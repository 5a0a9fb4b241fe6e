export { NothingForMembers as default } from '@/components/page/nothing-for-members';
