/** The configuration that the server must have before it may start, and what to say when something is missing. */
export type Env = Readonly<Record<string, string | undefined>>

const shortestSecret = 32
const actionKeyBytes = [16, 24, 32]

/** An address that is half right would refuse every form and break every link in a mail. */
function addressProblem(configured: string | undefined): string | null {
  if (!configured) return null
  const url = URL.parse(configured)
  const isWhole = url !== null && /^https?:$/.test(url.protocol) && url.host !== ''
  if (isWhole && `${url.origin}/` === url.href) return null
  return `STEPWISE_URL=${configured} is not the address of a site. Write it whole and without a path, like https://stepwise.example.org.`
}

/** The oldest Node on which all of it runs. */
const oldestNode = 22

/** What is wrong with the configuration of a server, in words; nothing in development. */
export function configurationProblems(env: Env, node = process.versions.node): string[] {
  const problems: string[] = []
  if (Number.parseInt(node, 10) < oldestNode)
    problems.push(
      `This is Node ${node}; the server needs ${oldestNode} or newer. npm ci installs one: node_modules/.bin/node.`,
    )
  if (!env.DATABASE_URL)
    problems.push('DATABASE_URL is not set. It is the address of the PostgreSQL database.')
  const address = addressProblem(env.STEPWISE_URL)
  if (address) problems.push(address)
  if (env.NODE_ENV !== 'production') return problems
  if ((env.AUTH_SECRET ?? '').length < shortestSecret) {
    problems.push(
      `AUTH_SECRET is missing or shorter than ${shortestSecret} characters. It encrypts the sign-in cookie. Make one with: openssl rand -base64 33`,
    )
  }
  const key = Buffer.from(env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? '', 'base64')
  if (!actionKeyBytes.includes(key.length)) {
    problems.push(
      'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY is missing or not 32 bytes in base64. All servers share one. Make one with: openssl rand -base64 32',
    )
  }
  return problems
}

/** What a server may start with and whoever runs it should know, in words. */
export const configurationWarnings = (env: Env): string[] =>
  env.SMTP_URL && !env.STEPWISE_URL
    ? [
        'SMTP_URL is set and STEPWISE_URL is not: every link in a mail leads to 127.0.0.1 and opens on this machine alone.',
      ]
    : []

/** Only the test suite's throwaway databases may run without fsync; everything in them is lost in a power cut. */
export const allowsUnsafeDatabase = (env: Env): boolean => env.STEPWISE_ALLOW_UNSAFE_DATABASE === '1'
