import { better, fine, mustBe, type RuleGroup, warning } from './rule';

export const privacyRules: RuleGroup = {
  title: 'Who may come in, and what is written down',
  rules: [
    {
      name: 'password_encryption',
      wanted: 'scram-sha-256',
      why: 'How the passwords of database logins are kept.',
      judge: mustBe(
        'scram-sha-256',
        warning(
          'Passwords that are set from now on can be guessed quickly if they are stolen. Change it, then set them anew.',
          'scram-sha-256',
        ),
      ),
    },
    {
      name: 'log_statement',
      wanted: 'none or ddl',
      why: 'What goes into the server’s log. Statements carry what people typed: answers, messages, notes.',
      judge: ({ value }) =>
        value === 'mod' || value === 'all'
          ? warning(
              'What students and instructors write lands in the log, out of reach of consent, retention and erasure.',
              'none',
            )
          : fine,
    },
    {
      name: 'log_parameter_max_length_on_error',
      wanted: '0',
      why: 'Whether a statement that fails leaves its values in the log.',
      judge: mustBe('0', warning('A statement that fails leaves what a person typed in the log.', '0')),
    },
    {
      name: 'log_lock_waits',
      wanted: 'on',
      why: 'Writes down who waited for whom for more than a second: the first question after a slow morning.',
      judge: mustBe(
        'on',
        better('Switch it on; it writes a line only where somebody waited for a second.', 'on'),
      ),
    },
  ],
};
