import { Box, Group, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { BrandMark } from '../../../components/BrandMark.tsx';
import { LanguageSwitch } from '../../../components/LanguageSwitch.tsx';
import { ThemeSwitch } from '../../../components/ThemeSwitch.tsx';
import { SignInForm } from '../components/SignInForm.tsx';
import { SignInNotice } from '../components/SignInNotice.tsx';
import classes from './SignInPage.module.css';

/** The door: tenant, e-mail and password. */
export function SignInPage() {
  const { t } = useTranslation('auth');
  useEffect(() => {
    document.title = `${t('title')} · GestasAI`;
  }, [t]);
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
            {t('title')}
          </Title>
          <Text c="dimmed" mt={4} mb="lg">
            {t('subtitle')}
          </Text>
          <SignInNotice />
          <SignInForm />
        </Box>
      </Box>
    </Box>
  );
}
