// Says that it is up, and that it was told to stop; for tests of the launcher.
process.on('SIGTERM', () => {
  process.stdout.write('told to stop\n');
  process.exit(0);
});
setInterval(() => undefined, 1_000);
process.stdout.write(`up ${process.pid}\n`);
