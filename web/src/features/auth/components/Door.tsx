import { Box, Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { BrandMark } from '../../../components/BrandMark.tsx';
import { LanguageSwitch } from '../../../components/LanguageSwitch.tsx';
import { ThemeSwitch } from '../../../components/ThemeSwitch.tsx';
import classes from './Door.module.css';

type Props = { readonly title: string; readonly subtitle: string; readonly children: ReactNode };

/** The frame of the pages through which one comes in: what the platform is on one side, a form on the other. */
export function Door({ title, subtitle, children }: Props) {
  const { t } = useTranslation('auth');
  useEffect(() => {
    document.title = `${title} · GestasAI`;
  }, [title]);
  return (
    <Box className={classes.page}>
      <Box component="aside" className={classes.claim} visibleFrom="md">
        <BrandMark size={36} />
        <Box mt="auto" mb="auto">
          <Text fz={34} fw={700} lh={1.2}>
            {t('claim.title')}
          </Text>
          <Text mt="md" fz="lg" className={classes.text}>
            {t('claim.text')}
          </Text>
        </Box>
      </Box>
      <Box component="main" className={classes.door}>
        <Group justify="flex-end" gap="xs">
          <LanguageSwitch />
          <ThemeSwitch />
        </Group>
        <Box className={classes.form}>
          <Box hiddenFrom="md" mb="xl">
            <BrandMark size={34} />
          </Box>
          <Title order={1} size="h2">
            {title}
          </Title>
          <Text c="dimmed" mt={4} mb="lg">
            {subtitle}
          </Text>
          {children}
        </Box>
      </Box>
    </Box>
  );
}
