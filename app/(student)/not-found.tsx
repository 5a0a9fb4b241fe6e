import { NothingHere } from '@/components/page/nothing-here';

/** Where a page of this group is not there: the layout has put the frame around it already. */
export default function NothingInThisGroup() {
  return <NothingHere isSignedIn />;
}
