import { fork } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { runSql } from '#scripts/postgres/sql.ts'
import { fillNight } from './night-data.ts'

export type Night = { cases: number; opened: number; seconds: number; cpuSeconds: number; mb: number }

/** The code as one JavaScript file, as a built server has it: reading TypeScript would cost memory that no server needs. */
async function built(): Promise<string> {
  const file = join('tests', 'bench', `.night-${process.pid}.mjs`)
  const bundle = await rolldown({
    input: join('tests', 'bench', 'night.ts'),
    platform: 'node',
    external: /^[^.#/]/,
    resolve: { conditionNames: ['react-server', 'node', 'import'] },
    logLevel: 'silent',
  })
  await bundle.write({ file, format: 'esm' })
  await bundle.close()
  return file
}

/** What a server that does nothing else would be started with: the round needs no more than a small heap. */
const heap = ['--max-semi-space-size=2', '--max-old-space-size=86']

/** The night's round over so many open cases of one clinic, as the app's login, in a process of its own. */
export async function measureNight(ownerUrl: string, appUrl: string, cases: number): Promise<Night> {
  await fillNight(ownerUrl, cases, new Date().toISOString().slice(0, 10))
  const [clinic] = await runSql<{ id: string }>(ownerUrl, 'SELECT id FROM "Clinic"')
  const file = await built()
  const child = fork(file, [clinic?.id ?? ''], {
    env: { ...process.env, DATABASE_URL: appUrl, STEPWISE_POOL_SIZE: '2', MALLOC_ARENA_MAX: '2' },
    execArgv: ['--conditions=react-server', ...heap],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  try {
    const night = await new Promise<Night>((done, fail) => {
      child.once('message', (message) => done(message as Night))
      child.once('exit', () => fail(new Error('The night did not end')))
    })
    if (night.cases !== cases) throw new Error(`The night asked ${night.cases} cases of ${cases}`)
    return night
  } finally {
    rmSync(file, { force: true })
  }
}
