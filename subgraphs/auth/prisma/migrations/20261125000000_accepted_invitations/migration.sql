GRANT EXECUTE ON FUNCTION app.activate_invited_user(UUID) TO gestas_auth;
