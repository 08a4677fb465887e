import type { RoleMatrixQuery } from '../../../generated/graphql.ts';

/** A permission as the matrix asks for it. */
export type Permission = RoleMatrixQuery['permissions'][number];

/** What a permission allows, in the language of the client. */
export function describePermission({ description }: Permission, language: string): string {
  return language === 'es' ? description.es : description.en;
}
