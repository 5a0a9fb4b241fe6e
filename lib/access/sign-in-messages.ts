/** One sentence for each way in which signing in can end; none of them tells whether an account exists. */
export const signInMessages = {
  incomplete: 'Enter your e-mail address and your password.',
  refused: 'The e-mail address or the password is not right.',
  locked: 'There were too many attempts to sign in. Wait 15 minutes, then try again.',
  noAccount:
    'Your institution knows you, but there is no active account here for your verified e-mail address. Ask your administrator to add you.',
  institution: 'Signing in with your institution did not work. Try again, or use your password.',
};

/** @param code what next-auth or this room put into the sign-in page's address */
export const messageForCode = (code: string): string =>
  code === 'no-account' ? signInMessages.noAccount : signInMessages.institution;
