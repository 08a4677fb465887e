-- What happened, told to one person. The texts are made when it is read, from the event's name and the facts.
CREATE TABLE notifications.notifications (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  recipient_id UUID NOT NULL,
  event_id UUID NOT NULL,
  event TEXT NOT NULL,
  facts JSONB NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  read_at TIMESTAMPTZ(3),
  UNIQUE (tenant_id, id),
  -- an event is told to a person once, however often it is delivered
  UNIQUE (tenant_id, event_id, recipient_id)
);
CREATE INDEX notifications_by_time ON notifications.notifications (tenant_id, recipient_id, created_at DESC, id DESC);
CREATE INDEX notifications_unread ON notifications.notifications (tenant_id, recipient_id, created_at DESC, id DESC)
  WHERE read_at IS NULL;

ALTER TABLE notifications.notifications ENABLE ROW LEVEL SECURITY;
ALTER TABLE notifications.notifications FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON notifications.notifications
  USING (tenant_id = (SELECT app.current_tenant())) WITH CHECK (tenant_id = (SELECT app.current_tenant()));
GRANT SELECT, INSERT, UPDATE ON notifications.notifications TO gestas_notifications;
