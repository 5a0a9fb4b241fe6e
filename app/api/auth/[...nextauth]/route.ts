import { answerAuth } from '@/lib/access/auth-endpoint';

export { answerAuth as GET, answerAuth as POST };
