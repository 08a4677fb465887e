/** A note as the repository returns it. */
export type NoteRecord = {
  readonly id: string;
  readonly text: string;
  readonly authorId: string;
  readonly createdAt: Date;
};
