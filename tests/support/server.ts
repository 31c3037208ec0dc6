import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { freePort } from '#scripts/postgres/cluster.ts'
import { buildApp } from '#scripts/process/build.ts'
import { type Server, serve } from '#scripts/process/serve.ts'
import { knownBrowsers } from '#scripts/test/chromium.ts'

/** The build that tests, benchmarks and trials share; `npm start` keeps its own. */
export const testDist = (): string => process.env.STEPWISE_DIST_DIR ?? '.next-test'

export type TestServer = Server & {
  /** Everything that the server has printed so far. */
  output: () => string
}

/** Builds when needed and starts the production server on a free port. `env` overrides what it gets. */
export async function startServer(
  databaseUrl: string,
  env: Partial<NodeJS.ProcessEnv> = {},
): Promise<TestServer> {
  await buildApp(testDist())
  const port = await freePort()
  let said = ''
  const server = await serve({
    dist: testDist(),
    host: '127.0.0.1',
    port,
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      AUTH_SECRET: randomBytes(33).toString('base64'),
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      STEPWISE_URL: `http://127.0.0.1:${port}`,
      STEPWISE_ALLOW_UNSAFE_DATABASE: '1',
      ...env,
    },
    onOutput: (text) => {
      said += text
    },
  })
  return { ...server, output: () => said }
}

/** Debian's browser, or the one that PLAYWRIGHT_CHROMIUM names; undefined leaves it to Playwright's own download. */
export function chromiumPath(): string | undefined {
  const candidates = [process.env.PLAYWRIGHT_CHROMIUM, ...knownBrowsers]
  return candidates.find((path): path is string => path !== undefined && existsSync(path))
}

/** What `chromium.launch` of playwright-core needs on this machine. Root has no sandbox. */
export function browserOptions(): { executablePath?: string; args: string[] } {
  const executablePath = chromiumPath()
  return {
    ...(executablePath ? { executablePath } : {}),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  }
}
