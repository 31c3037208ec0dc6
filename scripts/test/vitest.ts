import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { runCommand } from '../process/command.ts'

export type Count = { passed: number; failed: number }
export type Sum = Count & { name: string; seconds: number }

type TestFile = {
  name: string
  status: 'passed' | 'failed'
  /** Milliseconds. */
  startTime: number
  endTime: number
  assertionResults: { status: string }[]
}

async function run(args: string[]): Promise<{ code: number; files: TestFile[] }> {
  const dir = mkdtempSync(join(tmpdir(), 'stepwise-report-'))
  const file = join(dir, 'report.json')
  const vitest = join('node_modules', 'vitest', 'vitest.mjs')
  const { code } = await runCommand(
    process.execPath,
    [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args],
    { show: true, env: { ...process.env, NODE_ENV: 'test', FORCE_COLOR: process.stdout.isTTY ? '1' : '0' } },
  )
  const files = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')).testResults as TestFile[]) : []
  rmSync(dir, { recursive: true, force: true })
  return { code, files }
}

/** Files that ended badly, or that ran nothing, count one failure. `skips` lets tests be left out. */
function counted(files: readonly TestFile[], endedWell: boolean, skips = false): Count {
  const states = files.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status))
  const passed = states.filter((status) => status === 'passed').length
  // A skipped test is one that nobody ran: it does not pass, unless others were asked for by name.
  const bad = ['failed', ...(skips ? [] : ['skipped', 'pending'])]
  const failed = states.filter((status) => bad.includes(status)).length
  return { passed, failed: failed === 0 && (!endedWell || passed === 0) ? 1 : failed }
}

/** Runs Vitest, shows its progress, and counts. */
export async function runVitest(args: string[]): Promise<Count> {
  const { code, files } = await run(args)
  return counted(
    files,
    code === 0,
    args.some((arg) => /^(-t|--testNamePattern)\b/.test(arg)),
  )
}

/** Runs projects at once, each with the tests of the folder of its name, and counts each. */
export async function runProjects(names: readonly string[]): Promise<Sum[]> {
  const { code, files } = await run(names.flatMap((name) => ['--project', `${name}*`]))
  const sums = names.map((name) => {
    const own = files.filter((file) => relative('tests', file.name).startsWith(name))
    const [begun, ended] = [own.map(({ startTime }) => startTime), own.map(({ endTime }) => endTime)]
    const seconds = own.length > 0 ? (Math.max(...ended) - Math.min(...begun)) / 1000 : 0
    return {
      name,
      seconds,
      ...counted(
        own,
        own.every(({ status }) => status === 'passed'),
      ),
    }
  })
  // What belongs to no test, such as an error after the last of them.
  const others = code !== 0 && sums.every(({ failed }) => failed === 0)
  return others ? [...sums, { name: 'vitest', passed: 0, failed: 1, seconds: 0 }] : sums
}
