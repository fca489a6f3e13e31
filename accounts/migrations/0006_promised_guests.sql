SELECT app.set_on_delete('profiles', 'promised_to_id', 'SET NULL');

DROP TRIGGER ab_freeze ON profiles;
CREATE TRIGGER ab_freeze BEFORE UPDATE ON profiles FOR EACH ROW
  EXECUTE FUNCTION app.freeze_columns('id', 'user_id', 'guest_token_hash', 'promised_to_id', 'erased_at', 'created_at');

-- reverse --
DROP TRIGGER ab_freeze ON profiles;
CREATE TRIGGER ab_freeze BEFORE UPDATE ON profiles FOR EACH ROW
  EXECUTE FUNCTION app.freeze_columns('id', 'user_id', 'guest_token_hash', 'erased_at', 'created_at');
