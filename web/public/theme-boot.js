// Sets the colour theme before the first paint; a file of its own because the policy allows no inline script.
(() => {
  const kept = localStorage.getItem('mantine-color-scheme-value');
  const isDark =
    kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');
})();
