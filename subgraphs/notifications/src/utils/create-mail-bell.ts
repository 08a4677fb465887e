type Hear = (tenantId: string) => void;

/** Tells whoever sends mails that some may soon be due in a tenant. */
export type MailBell = {
  ring(tenantId: string): void;
  /** Returns how to stop hearing. */
  onRing(hear: Hear): () => void;
};

/** A bell within this process; nobody needs to hear it, as everything is looked at now and then. */
export function createMailBell(): MailBell {
  const hearers = new Set<Hear>();
  return {
    ring(tenantId) {
      for (const hear of hearers) hear(tenantId);
    },
    onRing(hear) {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
  };
}
