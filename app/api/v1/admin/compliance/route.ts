import { personal, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { takeReport } from '@/lib/compliance/report';

export const GET = route(async () => {
  const report = await takeReport(await signedIn());
  const answer = personal(report);
  const fileName = `compliance-${report.asOf.slice(0, 10)}.json`;
  answer.headers.set('content-disposition', `attachment; filename="${fileName}"`);
  return answer;
});
