import { personal, readJson, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { answerQuestion } from '@/lib/assessment/answer-question';

export const POST = route(async (request) => {
  const viewer = await signedIn();
  const receipt = await answerQuestion(viewer, await readJson(request));
  return personal(receipt, receipt.duplicate ? 200 : 201);
});
