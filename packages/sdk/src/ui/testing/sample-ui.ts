/** A graph to describe screens of. */
export const SCHEMA = `
  scalar Money
  scalar DateTime
  enum State { OPEN DONE }
  type Person { id: ID! name: String! }
  type Note {
    id: ID! text: String! price: Money due: DateTime state: State done: Boolean stars: Int author: Person friends: [Person!]
  }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Edge { cursor: String! node: Note! }
  type Notes { edges: [Edge!]! nodes: [Note!]! pageInfo: PageInfo! totalCount: Int! }
  input Inner { x: Int }
  input NoteInput {
    text: String! price: Money due: DateTime state: State done: Boolean stars: Int tags: [String!] inner: Inner
  }
  input NoteChange { id: ID! text: String }
  type Query {
    me: Person
    note(id: ID!): Note
    all(id: ID!): [Note!]!
    notes(first: Int, after: String, search: String): Notes!
  }
  type Mutation {
    createNote(input: NoteInput!): Note
    updateNote(input: NoteChange!): Note
    deleteNote(id: ID!): Note
  }
`;

export const LIST =
  'query ($first: Int, $after: String) { notes(first: $first, after: $after) { edges { node { id text author { name } friends { name } } } pageInfo { hasNextPage endCursor } } }';
export const NOTE = 'query ($id: ID!) { note(id: $id) { id text price state } }';
export const CREATE = 'mutation ($input: NoteInput!) { createNote(input: $input) { id } }';
export const UPDATE = 'mutation ($input: NoteChange!) { updateNote(input: $input) { id } }';

const text = { es: 'Texto', en: 'Text' };
const read = { title: text, permission: 'notes:note:read' };

/** A column of the sample graph. */
export const columnOf = (path: string, parts: object = {}) => ({ path, label: text, ...parts });

/** A field of a form. */
export const fieldOf = (name: string, input: string, parts: object = {}) => ({
  name,
  input,
  label: text,
  ...parts,
});

/** A sound table, with the given parts in it. */
export const table = (parts: object = {}) => ({
  kind: 'table',
  name: 'list',
  ...read,
  document: LIST,
  columns: [columnOf('text'), columnOf('author.name')],
  ...parts,
});

/** A sound detail page. */
export const detail = (parts: object = {}) => ({
  kind: 'detail',
  name: 'note',
  ...read,
  document: NOTE,
  columns: [columnOf('text'), columnOf('price', { format: 'money' })],
  ...parts,
});

/** A sound form. */
export const form = (parts: object = {}) => ({
  kind: 'form',
  name: 'new',
  ...read,
  document: CREATE,
  fields: [fieldOf('text', 'textarea', { required: true })],
  ...parts,
});

/** The manifest, not parsed yet, of a plugin with this `ui`. */
export const manifestOf = (ui: object) => ({
  name: 'plugin-notes',
  version: '0.1.0',
  description: 'Notes.',
  platform: '^0.1.0',
  port: 0,
  database: { schema: 'notes' },
  owns: [],
  permissions: ['read', 'delete'].map((verb) => ({
    name: `notes:note:${verb}`,
    description: text,
  })),
  emits: [],
  consumes: [],
  ui,
});
