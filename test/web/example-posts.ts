import { askAs } from './graph.ts';

const CREATE =
  'mutation Create($input: CreatePostInput!) { createPost(input: $input) { post { id } } }';
const PUBLISH =
  'mutation Publish($input: PublishPostInput!) { publishPost(input: $input) { post { id } } }';

const POSTS = [
  {
    author: 'admin',
    title: 'Bienvenida al equipo',
    body: 'Qué encontrarás aquí y a quién preguntar la primera semana.',
    isPublished: true,
  },
  {
    author: 'editor',
    title: 'Guía de estilo editorial',
    body: 'Frases cortas, una idea por párrafo y nada de siglas sin explicar.',
    isPublished: true,
  },
  {
    author: 'editor',
    title: 'Novedades de primavera',
    body: 'Tres mejoras que pedisteis en la última encuesta.',
    isPublished: true,
  },
  {
    author: 'admin',
    title: 'Plan de copias de seguridad',
    body: 'Qué se guarda, cada cuánto y cómo se recupera.',
    isPublished: false,
  },
  {
    author: 'editor',
    title: 'Entrevista a una clienta: de la hoja de cálculo al panel en vivo en dos semanas',
    body: 'Borrador con las respuestas; faltan las fotografías.',
    isPublished: false,
  },
] as const;

const written = new Map<string, Promise<void>>();

/** Writes a handful of posts as an organisation would have them; once for each platform, whoever asks. */
export function writeExamplePosts(graphUrl: string): Promise<void> {
  const writing = written.get(graphUrl) ?? write(graphUrl);
  written.set(graphUrl, writing);
  return writing;
}

async function write(graphUrl: string): Promise<void> {
  const people = { admin: await askAs(graphUrl, 'admin'), editor: await askAs(graphUrl, 'editor') };
  for (const { author, title, body, isPublished } of POSTS) {
    const ask = people[author];
    const { createPost } = (await ask(CREATE, { input: { title, body } })) as {
      createPost: { post: { id: string } };
    };
    if (isPublished) await ask(PUBLISH, { input: { id: createPost.post.id } });
  }
}
