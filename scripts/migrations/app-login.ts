import pg from 'pg'

/**
 * The login of the running app: whoever asks is `stepwise_app`, and what a role may is held by nobody besides. Where the jobs
 * have no login of their own it takes on `stepwise_jobs` as well.
 */
export const appLogin = 'stepwise_web'
/** The login of the server's own work: `stepwise_jobs` alone. What a page asks never goes through it. */
export const jobsLogin = 'stepwise_worker'

/**
 * Makes the app's login, or sets its password anew; with a second password that of the jobs too, and then the first cannot do
 * what jobs do. Needs the migrated database, which brings the roles.
 */
export async function ensureAppLogin(
  ownerUrl: string,
  password: string,
  jobsPassword?: string,
): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await ensureLogin(client, appLogin, password, 'stepwise_app')
    if (jobsPassword) {
      await ensureLogin(client, jobsLogin, jobsPassword, 'stepwise_jobs')
      await client.query(`REVOKE stepwise_jobs FROM ${appLogin}`)
    } else await takesOn(client, appLogin, 'stepwise_jobs')
  } finally {
    await client.end()
  }
  return appUrl(ownerUrl, password)
}

const powerless = 'NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS'

/**
 * It is `role` from the first statement on, also after RESET ROLE; by itself it may nothing, so that no trigger misses it. Only a
 * superuser may name a superuser's powers of a login that is there, if only to deny them: they are named where it has some.
 */
export async function ensureLogin(
  client: pg.Client,
  login: string,
  password: string,
  role: string,
): Promise<void> {
  const { rows } = await client.query<{ powers: boolean }>(
    'SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls AS powers FROM pg_roles WHERE rolname = $1',
    [login],
  )
  const [there] = rows
  const powers = there && !there.powers ? '' : powerless
  await client.query(
    `${there ? 'ALTER' : 'CREATE'} ROLE ${login} LOGIN NOINHERIT ${powers} PASSWORD ${client.escapeLiteral(password)}`,
  )
  await takesOn(client, login, role)
  await client.query(`ALTER ROLE ${login} SET role = ${role}`)
}

/** Since PostgreSQL 16 a membership says by itself that it is not held; before, the login does. */
async function takesOn(client: pg.Client, login: string, role: string): Promise<void> {
  const { rows } = await client.query<{ n: number }>(`SELECT current_setting('server_version_num')::int AS n`)
  const only = (rows[0]?.n ?? 0) >= 160_000 ? ' WITH INHERIT FALSE, SET TRUE' : ''
  await client.query(`GRANT ${role} TO ${login}${only}`)
}

/** The same database, addressed as the app's login. */
export const appUrl = (ownerUrl: string, password: string): string => urlOf(ownerUrl, appLogin, password)

/** The same database, addressed as the login of the jobs. */
export const jobsUrl = (ownerUrl: string, password: string): string => urlOf(ownerUrl, jobsLogin, password)

function urlOf(ownerUrl: string, login: string, password: string): string {
  const url = new URL(ownerUrl)
  url.username = login
  url.password = password
  return url.toString()
}
