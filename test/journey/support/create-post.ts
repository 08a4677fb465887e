/** Creates a post and asks for its author, whom another plugin knows. */
export const CREATE_POST =
  'mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id title author { name role { name } } } } }';
