import { z } from 'zod';

/** What `login` accepts. Wrong values are answered alike; only missing and oversized ones are named. */
export const LoginInput = z.object({
  tenant: z.string().trim().toLowerCase().min(1, 'must not be empty').max(63, 'is too long'),
  email: z.string().trim().toLowerCase().min(1, 'must not be empty').max(254, 'is too long'),
  password: z.string().min(1, 'must not be empty').max(256, 'must be 256 characters or less'),
});
