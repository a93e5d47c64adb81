import type { SameShape } from '../same-shape.ts';
import type { unlock as zh } from '../zh-CN/unlock.ts';

export const unlock: SameShape<typeof zh> = {
  product: 'GanQiao',
  title: 'Unlock the workstation',
  login: 'User name',
  password: 'Password',
  submit: 'Unlock',
  working: 'Checking the password…',
  needLogin: 'Enter the user name',
  needPassword: 'Enter the password',
  version: 'Version {{version}}',
  training: 'Training site: all patients are fictional; not for real care',
  unsent:
    'Signed referrals on this computer that the registry has not acknowledged: {{total}}. Nothing is sent before somebody unlocks.',
  unsentGoing:
    'Signed referrals on this computer that the registry has not acknowledged: {{total}}. Sending goes on behind the lock.',
  news: 'Referrals with something new (an answer, a message, or a question): {{total}}. Unlock to see them.',
  capsLock: 'Caps Lock is on',
  forgotten: 'Password forgotten: use the recovery key',
  language: 'Language',
  recover: {
    title: 'Set a new password with the recovery key',
    explain:
      'The recovery key is the sheet of 8 groups that was printed at the first set-up and is kept by the hospital. The old password ends, and the audit log records it.',
    login: 'User name that gets the new password',
    recoveryKey: 'Recovery key (8 groups, with or without spaces)',
    password: 'New password',
    passwordRule: 'At least 8 characters from three of: capitals, small letters, digits, signs; without the user name',
    repeat: 'New password again',
    differs: 'The two new passwords differ',
    submit: 'Set the password',
    back: 'Back to sign-in',
    done: 'The password is set; sign in with it.',
    wrongGroup: 'Group {{group}} is wrong; compare it with the sheet.',
  },
  unreachable: {
    tokenTitle: 'Open the address that the program printed',
    token:
      'This page lacks its one-time token, or the token has been used. Copy the whole address from the program, with the part after #token=, and open it again.',
    title: 'The services do not answer',
    text: 'The program may have ended. Start it again; the data are untouched.',
    retry: 'Try again',
    brokenTitle: 'The screen has failed',
    broken: 'What was saved is untouched. Load it again; if it comes back, restart the program.',
    reload: 'Load again',
  },
};
