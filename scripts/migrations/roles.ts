import { roles } from '#lib/db/locks.ts'
import { runSql } from '../postgres/sql.ts'

const list = roles.map((role) => `'${role}'`).join()

/**
 * Makes the roles that a backup names and does not hold, in the cluster of this empty database, and prepares it for the
 * restore: whoever is no superuser hands a function only to a role that may create. The next migration takes that back.
 */
export async function prepareRestore(ownerUrl: string): Promise<void> {
  const [found] = await runSql<{ tables: number }>(
    ownerUrl,
    `SELECT count(*)::int AS tables FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
  )
  if (found?.tables)
    throw new Error(
      'There are tables in this database already. A backup is restored into a new one, made with: createdb -T template0',
    )
  await runSql(
    ownerUrl,
    `DO $$
    DECLARE r text;
    BEGIN
      FOREACH r IN ARRAY ARRAY[${list}] LOOP
        IF to_regrole(r) IS NULL THEN
          EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', r);
        END IF;
        BEGIN
          EXECUTE format('GRANT %I TO CURRENT_USER', r);
        EXCEPTION WHEN OTHERS THEN NULL; -- already a member, or a superuser who needs no membership
        END;
        IF NOT pg_has_role(CURRENT_USER, r, 'MEMBER') THEN
          RAISE EXCEPTION 'The role % exists already and % may not use it. Let a superuser run: GRANT ${roles.join(', ')} TO %',
            r, CURRENT_USER, quote_ident(CURRENT_USER);
        END IF;
      END LOOP;
    END $$;
    GRANT CREATE ON SCHEMA public TO stepwise_definer`,
  )
}

/** How somebody signs in who is not above row-level security and still backs up every row; null for who is. */
export async function backupOptions(ownerUrl: string): Promise<string | null> {
  const [owner] = await runSql<{ above: boolean }>(
    ownerUrl,
    'SELECT rolsuper OR rolbypassrls AS above FROM pg_roles WHERE rolname = CURRENT_USER',
  )
  return owner?.above ? null : '--role=stepwise_maintenance --enable-row-security'
}
