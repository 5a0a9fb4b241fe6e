import { Alert } from '@/components/ui/alert';

/** Said before the forms of somebody whose rights are a guardian's to use. */
export const GuardianHolds = () => (
  <Alert tone="accent" title="Until you are 18, a parent or guardian does this for you">
    What they ask for and agree to stands here as well. Talk to them where something should be seen, put right
    or shared. You can always say that your name is not given out, and take back what was agreed to.
  </Alert>
);
