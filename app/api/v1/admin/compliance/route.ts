import { personal, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { takeReport } from '@/lib/compliance/report';
import { fileNameOf } from '@/lib/file-name';

export const GET = route(async () => {
  const report = await takeReport(await signedIn());
  const answer = personal(report);
  const fileName = fileNameOf('compliance-report', 'json', report.asOf);
  answer.headers.set('content-disposition', `attachment; filename="${fileName}"`);
  return answer;
});
