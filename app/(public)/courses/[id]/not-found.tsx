import { PreviewOffer } from '@/components/enrollment/preview-offer';
import { NothingHere } from '@/components/page/nothing-here';

/** The same for everybody; those who answer for the course are led on to its preview. */
export default function NoSuchCourse() {
  return (
    <>
      <NothingHere />
      <PreviewOffer />
    </>
  );
}
