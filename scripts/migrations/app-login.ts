import pg from 'pg'

/**
 * The login of the running app on an embedded database. It takes on `stepwise_app` for whoever asks and `stepwise_jobs` for
 * the server's own work at night; it has no other powers.
 */
export const appLogin = 'stepwise_web'

/** Makes the app's login, or sets its password anew. Needs the migrated database, which brings `stepwise_app`. */
export async function ensureAppLogin(ownerUrl: string, password: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [appLogin])
    const verb = rowCount ? 'ALTER' : 'CREATE'
    await client.query(
      `${verb} ROLE ${appLogin} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD ${client.escapeLiteral(password)}`,
    )
    await client.query(`GRANT stepwise_app TO ${appLogin}`)
    // Taken on where it is named, never held besides; before PostgreSQL 16 a membership cannot say so.
    const { rows } = await client.query<{ n: number }>(
      `SELECT current_setting('server_version_num')::int AS n`,
    )
    const only = (rows[0]?.n ?? 0) >= 160_000 ? ' WITH INHERIT FALSE, SET TRUE' : ''
    await client.query(`GRANT stepwise_jobs TO ${appLogin}${only}`)
  } finally {
    await client.end()
  }
  return appUrl(ownerUrl, password)
}

/** The same database, addressed as the app's login. */
export function appUrl(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl)
  url.username = appLogin
  url.password = password
  return url.toString()
}
