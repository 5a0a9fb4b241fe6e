import { Card } from '@/components/ui/card';
import { askInspectionAction } from '@/lib/records/inspection/actions';
import { ConsentForm } from './consent-form';
import { RecordForm } from './record-form';

/** What a guardian does for a child: asks to see the whole record, and lets others see it. */
export const ChildRights = ({ studentId, signer }: { studentId: string; signer: string }) => (
  <>
    <Card title="Ask to see the whole record">
      <RecordForm
        action={askInspectionAction}
        hidden={{ studentId }}
        fields={[
          {
            name: 'wants',
            label: 'What you want to see',
            hint: 'With what was noted about your child. The answer comes within 45 days.',
            kind: 'textarea',
            required: true,
            minLength: 3,
            maxLength: 2000,
          },
        ]}
        buttons={[{ label: 'Ask' }]}
      />
    </Card>
    <Card title="Let somebody see the record">
      <ConsentForm signer={signer} studentId={studentId} />
    </Card>
  </>
);
