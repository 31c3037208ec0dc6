import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { SlowestFirst } from './tests/support/slowest-first.ts'

process.env.TZ = 'Asia/Kathmandu'

const alias = { 'server-only': fileURLToPath(new URL('./tests/support/empty.ts', import.meta.url)) }
const database = './tests/support/global-setup.ts'
const node = { environment: 'node' as const, env: { TZ: 'Asia/Kathmandu' } }
const withDatabase = { ...node, globalSetup: database, testTimeout: 60_000, hookTimeout: 120_000 }
// A queue of jobs that lets go of a database ends with the process of its test; a module in another's place is its own test's alone.
const alone = globSync('tests/{unit,integration}/**/*.test.{ts,tsx}').filter((file) => {
  const text = readFileSync(file, 'utf8')
  return ["'#lib/jobs/commands.ts'", 'vi.mock('].some((part) => text.includes(part))
})
const aloneIn = (folder: string) => alone.filter((file) => file.startsWith(folder))

export default defineConfig({
  resolve: { alias },
  test: {
    // One core is left to whoever works beside it, but two cores are two: half of a test waits for PostgreSQL.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: SlowestFirst },
    // next-auth imports Next without file extensions, which Node alone does not resolve.
    server: { deps: { inline: ['next-auth'] } },
    projects: [
      {
        extends: true,
        test: {
          ...node,
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          exclude: alone,
          isolate: false,
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: { ...node, name: 'unit-alone', include: aloneIn('tests/unit/'), testTimeout: 20_000 },
      },
      {
        extends: true,
        test: {
          ...node,
          name: 'architecture',
          include: ['tests/architecture/**/*.test.ts'],
          globalSetup: database,
        },
      },
      {
        extends: true,
        test: {
          ...withDatabase,
          name: 'integration',
          include: ['tests/integration/**/*.test.{ts,tsx}'],
          exclude: alone,
          isolate: false,
        },
      },
      {
        extends: true,
        test: { ...withDatabase, name: 'integration-alone', include: aloneIn('tests/integration/') },
      },
      {
        extends: true,
        test: {
          ...node,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: './tests/support/global-setup-server.ts',
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // Each file has a database, or people of the demo clinic, of its own. Most of the time a browser waits.
          maxWorkers: 2,
        },
      },
    ],
  },
})
