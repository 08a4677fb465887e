import { zodResolver } from '@hookform/resolvers/zod';
import { Alert, Box, Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { z } from 'zod';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { toFailure } from '../../../connection/failure.ts';
import type { PostDraft } from '../hooks/use-post-commands.ts';

const Draft = z.object({
  title: z.string().trim().min(1, 'required').max(200, 'tooLong'),
  slug: z
    .string()
    .trim()
    .max(100, 'slugTooLong')
    .regex(/^$|^[a-z0-9]+(-[a-z0-9]+)*$/, 'slugForm'),
  body: z
    .string()
    .max(200_000, 'bodyTooLong')
    .refine((text) => text.trim() !== '', 'bodyRequired'),
});

type Props = {
  readonly initial: PostDraft;
  readonly submitLabel: string;
  /** Told to the person when editing as text would lose some formatting. */
  readonly losesFormat?: boolean;
  readonly onSave: (draft: PostDraft) => Promise<unknown>;
};

/** Title, slug and text of a post. What the server refuses is shown at the field it names. */
export function PostEditor({ initial, submitLabel, losesFormat = false, onSave }: Props) {
  const { t } = useTranslation('cms');
  const [problem, setProblem] = useState<unknown>(null);
  const { register, handleSubmit, setError, reset, formState } = useForm<PostDraft>({
    defaultValues: initial,
    resolver: zodResolver(Draft),
  });
  const { errors, isSubmitting, isDirty } = formState;
  const errorOf = (message: string | undefined) =>
    message && t(`editor.${message}`, { defaultValue: message });
  const save = async (draft: PostDraft) => {
    setProblem(null);
    try {
      await onSave(draft);
      reset(draft);
    } catch (error) {
      const { fields, code } = toFailure(error);
      const named = Object.entries(fields).filter(([name]) => name in initial);
      for (const [name, message] of named) setError(name as keyof PostDraft, { message });
      if (code === 'CONFLICT') setError('slug', { message: 'slugTaken' });
      else if (named.length === 0) setProblem(error);
    }
  };
  return (
    <form noValidate onSubmit={handleSubmit(save)}>
      <Stack gap="md">
        {problem !== null && <ErrorPanel error={problem} />}
        {losesFormat && (
          <Alert variant="default" icon={<IconInfoCircle aria-hidden />}>
            {t('editor.losesFormat')}
          </Alert>
        )}
        <Box className="surface" p="md">
          <Stack gap="md">
            <TextInput
              label={t('editor.title')}
              size="md"
              error={errorOf(errors.title?.message)}
              {...register('title')}
            />
            <TextInput
              label={t('editor.slug')}
              description={t('editor.slugHint')}
              error={errorOf(errors.slug?.message)}
              {...register('slug')}
            />
            <Textarea
              label={t('editor.body')}
              description={t('editor.bodyHint')}
              autosize
              minRows={10}
              maxRows={28}
              error={errorOf(errors.body?.message)}
              {...register('body')}
            />
          </Stack>
        </Box>
        <Group justify="flex-end">
          <Button component={Link} to="/posts" variant="default">
            {t('editor.back')}
          </Button>
          <Button type="submit" loading={isSubmitting} disabled={!isDirty}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
