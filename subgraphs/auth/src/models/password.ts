import { z } from 'zod';

const SHORTEST = 10;
const LONGEST = 256;
const FEWEST_CHARACTERS = 5;

/** What is tried first, of ten characters or more: the heads of published lists, and ours. Compared in lower case. */
const WELL_KNOWN = new Set(
  `password12 password123 password1234 password12345 password123456 passw0rd123 p@ssw0rd123 contraseña contraseña1
  contraseña123 contrasena123 1234567890 12345678910 123456789a 1234567891 0123456789 0987654321 9876543210 1q2w3e4r5t
  1q2w3e4r5t6y 1qaz2wsx3edc qwertyuiop qwerty12345 qwerty123456 qwertyuiop123 asdfghjkl1 asdfghjkl123 zxcvbnm123 abcdefghij
  abcd123456 abc1234567 a123456789 iloveyou12 iloveyou123 teamo12345 administrator administrador admin12345 admin123456
  welcome123 welcome1234 bienvenido bienvenido1 bienvenido123 letmein123 changeme123 cambiame123 football123 barcelona1
  realmadrid gestas-demo gestasai123`
    .split(/\s+/)
    .filter(Boolean),
);

/**
 * A password somebody chooses: long rather than odd, and none that everybody tries (NIST SP 800-63B, section 5.1.1.2: no
 * rules on kinds of characters). Its spaces belong to it.
 */
export const Password = z
  .string()
  .min(SHORTEST, `must be ${SHORTEST} characters or more`)
  .max(LONGEST, `must be ${LONGEST} characters or less`)
  .refine((text) => text.length < SHORTEST || new Set(text).size >= FEWEST_CHARACTERS, {
    message: `must have ${FEWEST_CHARACTERS} different characters or more`,
  })
  .refine((text) => !WELL_KNOWN.has(text.toLowerCase()), {
    message: 'is among the first that are tried: choose another',
  });
