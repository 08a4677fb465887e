/** What is wrong with a password somebody chose; each has its text. */
export type PasswordFault = 'tooShort' | 'tooUniform' | 'wellKnown' | 'bad';

const SHORTEST = 10;

/** What can be said without asking the server; null when that may take it. */
export function faultOfPassword(password: string): PasswordFault | null {
  return password.length < SHORTEST ? 'tooShort' : null;
}

/** The server's fault of the field, in our words. */
export function passwordFaultOf(message: string): PasswordFault {
  if (message.includes('characters or more')) {
    return message.includes('different') ? 'tooUniform' : 'tooShort';
  }
  return message.includes('tried') ? 'wellKnown' : 'bad';
}
