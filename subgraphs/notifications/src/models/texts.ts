import type { Language } from './language.ts';
import type { Facts } from './notification-record.ts';
import type { ToldEvent } from './rules.ts';

/** What a person reads. */
export type Text = { readonly title: string; readonly body: string };

type Texts = Readonly<Record<ToldEvent, (facts: Facts) => Text>>;

/** How each event is told, in each language; every fact may be unknown. */
export const TEXTS: Readonly<Record<Language, Texts>> = {
  es: {
    'post:created': ({ actor, subject }) => ({
      title: subject ? `Nueva publicación: ${subject}` : 'Nueva publicación, ya eliminada',
      body: `${actor ?? 'Alguien'} la ha escrito.`,
    }),
    'post:published': ({ actor, subject }) => ({
      title: subject ? `Publicado: ${subject}` : 'Se publicó una publicación, ya eliminada',
      body: actor ? `${actor} la ha publicado.` : 'Se ha publicado.',
    }),
    'user:created': ({ actor, subject }) => ({
      title: subject ? `Nuevo usuario: ${subject}` : 'Nuevo usuario',
      body: `${actor ?? 'Alguien'} le ha enviado una invitación.`,
    }),
    'user:suspended': ({ actor, subject }) => ({
      title: subject ? `Usuario suspendido: ${subject}` : 'Usuario suspendido',
      body: `${actor ?? 'Alguien'} le ha retirado el acceso.`,
    }),
    'role:changed': ({ actor, subject }) => ({
      title: subject ? `Rol modificado: ${subject}` : 'Rol modificado',
      body: `${actor ?? 'Alguien'} ha cambiado su nombre o sus permisos.`,
    }),
    'generation:finished': ({ status }) =>
      status === 'FAILED'
        ? {
            title: 'La generación ha fallado',
            body: 'El asistente no ha podido escribir el módulo que pediste.',
          }
        : {
            title: 'La generación ha terminado',
            body: 'Lo que pediste al asistente está listo para revisar.',
          },
  },
  en: {
    'post:created': ({ actor, subject }) => ({
      title: subject ? `New post: ${subject}` : 'New post, deleted since',
      body: `${actor ?? 'Somebody'} wrote it.`,
    }),
    'post:published': ({ actor, subject }) => ({
      title: subject ? `Published: ${subject}` : 'A post was published, and deleted since',
      body: actor ? `${actor} published it.` : 'It has been published.',
    }),
    'user:created': ({ actor, subject }) => ({
      title: subject ? `New user: ${subject}` : 'New user',
      body: `${actor ?? 'Somebody'} sent them an invitation.`,
    }),
    'user:suspended': ({ actor, subject }) => ({
      title: subject ? `User suspended: ${subject}` : 'User suspended',
      body: `${actor ?? 'Somebody'} took their access away.`,
    }),
    'role:changed': ({ actor, subject }) => ({
      title: subject ? `Role changed: ${subject}` : 'Role changed',
      body: `${actor ?? 'Somebody'} changed its name or its permissions.`,
    }),
    'generation:finished': ({ status }) =>
      status === 'FAILED'
        ? {
            title: 'The generation failed',
            body: 'The assistant could not write the plugin you asked for.',
          }
        : {
            title: 'The generation is finished',
            body: 'What you asked the assistant for is ready to be reviewed.',
          },
  },
};
