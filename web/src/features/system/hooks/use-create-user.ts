import { useMutation } from '@apollo/client/react';
import {
  CreateUserDocument,
  type CreateUserInput,
  TeamDocument,
  UsersDocument,
} from '../../../generated/graphql.ts';

/** Creates an invited user and answers the invitation link; lists on screen are read anew. */
export function useCreateUser() {
  const [create] = useMutation(CreateUserDocument, {
    refetchQueries: [UsersDocument, TeamDocument],
  });
  return async (input: CreateUserInput): Promise<string> => {
    const { data } = await create({ variables: { input } });
    return data?.createUser.invitationUrl ?? '';
  };
}
