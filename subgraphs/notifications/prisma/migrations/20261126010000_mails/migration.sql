-- Mails to be sent. Who sends one holds it until `due_at` by `lease`; a lease that ran out is due again.
CREATE TABLE notifications.mails (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  notification_id UUID NOT NULL,
  address TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'SENT', 'FAILED')),
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at TIMESTAMPTZ(3) NOT NULL,
  lease UUID,
  -- why the last attempt failed
  reason TEXT,
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, notification_id),
  FOREIGN KEY (tenant_id, notification_id) REFERENCES notifications.notifications (tenant_id, id)
);
CREATE INDEX mails_due ON notifications.mails (tenant_id, due_at) WHERE status = 'PENDING';

ALTER TABLE notifications.mails ENABLE ROW LEVEL SECURITY;
ALTER TABLE notifications.mails FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON notifications.mails
  USING (tenant_id = (SELECT app.current_tenant())) WITH CHECK (tenant_id = (SELECT app.current_tenant()));
GRANT SELECT, INSERT, UPDATE ON notifications.mails TO gestas_notifications;
GRANT EXECUTE ON FUNCTION app.active_tenants() TO gestas_notifications;
