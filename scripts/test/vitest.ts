import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from '../process/command.ts'

export type Count = { passed: number; failed: number }

type Report = { numPassedTests: number; numFailedTests: number; numPendingTests: number }

/** Runs Vitest, shows its progress, and counts. A run that ends badly, or ran nothing, counts one failure. */
export async function runVitest(args: string[]): Promise<Count> {
  const dir = mkdtempSync(join(tmpdir(), 'stepwise-report-'))
  const file = join(dir, 'report.json')
  const vitest = join('node_modules', 'vitest', 'vitest.mjs')
  const { code } = await runCommand(
    process.execPath,
    [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args],
    { show: true, env: { ...process.env, NODE_ENV: 'test', FORCE_COLOR: process.stdout.isTTY ? '1' : '0' } },
  )
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined
  rmSync(dir, { recursive: true, force: true })
  const passed = report?.numPassedTests ?? 0
  // A skipped test is one that nobody ran: it does not pass, unless others were asked for by name.
  const byName = args.some((arg) => /^(-t|--testNamePattern)\b/.test(arg))
  const failed = (report?.numFailedTests ?? 0) + (byName ? 0 : (report?.numPendingTests ?? 0))
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed }
}
