CREATE POLICY system_erases ON guardian_userobjectpermission FOR DELETE TO eventai_system USING (true);
GRANT DELETE ON guardian_userobjectpermission TO eventai_system;

-- reverse --
REVOKE DELETE ON guardian_userobjectpermission FROM eventai_system;
DROP POLICY system_erases ON guardian_userobjectpermission;
