import { Card } from '@/components/ui/card';
import type { ChildFile } from '@/lib/records/guardians/child-file';
import { CopyForm } from '../copy-form';
import type { Child } from './child';
import { ConsentForm, takenBack } from './consent-form';
import { ConsentList } from './consent-list';
import { DisclosureRecord } from './disclosure-record';
import { OwnAmendments } from './own-amendments';
import { OwnInspections } from './own-inspections';

type ChildRightsProps = {
  child: Child;
  file: ChildFile;
  /** The guardian's name, to sign with. */
  signer: string;
  timeZone: string;
};

/** What a guardian does for a child, and how it stands: takes a copy, has it put right, lets others see it. */
export function ChildRights({ child, file, signer, timeZone }: ChildRightsProps) {
  const { inspections, amendments, courses, consents, disclosures } = file;
  return (
    <>
      <Card title="Take a copy away">
        <CopyForm studentId={child.id} about={child.name} holdsTheRights />
      </Card>
      <OwnInspections inspections={inspections} timeZone={timeZone} child={child} />
      <OwnAmendments amendments={amendments} courses={courses} timeZone={timeZone} child={child} />
      <Card title="Let somebody see the record">
        <div className="flex flex-col gap-5">
          <ConsentList consents={consents} timeZone={timeZone} canRevoke />
          <ConsentForm key={takenBack(consents)} signer={signer} studentId={child.id} />
        </div>
      </Card>
      <DisclosureRecord
        entries={disclosures}
        title={`Given to others, of the record of ${child.name}`}
        none="The record was given to nobody by consent, by law or in an emergency."
      />
    </>
  );
}
