import { resolve } from 'node:path'
import { buildApp } from '../process/build.ts'
import { bin, runCommand } from '../process/command.ts'
import { generateClient } from '../process/generate.ts'
import { ensureChromium } from './chromium.ts'
import { type Count, runProjects, runVitest } from './vitest.ts'

// npm test [-- files or vitest options]: everything, or what is named. The last line is `N passed, N failed`.

process.env.STEPWISE_DIST_DIR ??= '.next-test'
// Each file starts workers and a server of its own: what they all load is compiled once.
process.env.NODE_COMPILE_CACHE ??= resolve('node_modules', '.cache', 'stepwise', 'compiled')
// A DATABASE_URL of the person's shell must never meet the tests.
for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'PORT', 'HOST', 'SMTP_URL', 'STEPWISE_URL']) {
  delete process.env[name]
}

const total: Count = { passed: 0, failed: 0 }

const since = (begun: number) => (performance.now() - begun) / 1000

function add(name: string, count: Count, seconds: number): void {
  total.passed += count.passed
  total.failed += count.failed
  console.log(`${name.padEnd(14)} ${count.passed} passed, ${count.failed} failed, ${seconds.toFixed(1)} s`)
}

/** A check that passes or fails as a whole, and which of both. What it says is shown when it fails. */
async function check(name: string, work: () => Promise<string | undefined>): Promise<boolean> {
  const begun = performance.now()
  const problem = await work().catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  )
  if (problem !== undefined) console.log(problem.trim())
  add(name, problem === undefined ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }, since(begun))
  return problem === undefined
}

async function command(name: string, args: string[]): Promise<string | undefined> {
  const { code, output } = await runCommand(bin(name), args)
  return code === 0 ? undefined : output
}

async function tests(name: string, args: string[]): Promise<void> {
  const begun = performance.now()
  add(name, await runVitest(args), since(begun))
}

async function everything(): Promise<void> {
  // Fetched from the network, where there is none yet, while the processor has other work.
  const browser = ensureChromium().catch(String)
  await Promise.all([
    check('format', () => command('biome', ['format', '.'])),
    check('lint', () => command('biome', ['lint', '--error-on-warnings', '.'])),
    check(
      'types',
      async () => (await command('next', ['typegen'])) ?? command('tsc', ['--noEmit', '-p', '.']),
    ),
  ])
  // Two files of tests at once often wait for their database and leave a part of two cores: the build takes it.
  const built = check('build', async () => void (await buildApp()))
  for (const { name, seconds, ...count } of await runProjects(['unit', 'architecture', 'integration']))
    add(name, count, seconds)
  if (!(await built)) return
  const missing = await browser
  if (missing) await check('browser', async () => missing)
  else await tests('browser', ['--project', 'e2e'])
}

const named = process.argv.slice(2)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))
process.on('disconnect', () => process.exit(130))

await check('client', async () => void (await generateClient()))
if (total.failed === 0) await (named.length > 0 ? tests('named', named) : everything())
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 ? 0 : 1)
