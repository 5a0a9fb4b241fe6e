import { NothingHere } from './nothing-here';

/** Where a page of a group behind the sign-in is not there: the layout of the group has put the frame around it already. */
export const NothingForMembers = () => <NothingHere isSignedIn />;
