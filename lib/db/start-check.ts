import { allowsUnsafeDatabase, configurationProblems, configurationWarnings, type Env } from '#lib/env.ts'
import { brokenLocksInWords } from './locks.ts'
import { type DatabaseState, databaseState } from './state.ts'

const patienceMs = 15_000
const pauseMs = 500

/** Ends the process, with words, when this server must not take requests; says what else is to be known. */
export async function refuseUnlessFit(env: Env = process.env): Promise<void> {
  const problems = configurationProblems(env)
  if (problems.length === 0) problems.push(...(await databaseProblems(env)))
  for (const warning of configurationWarnings(env)) process.stderr.write(`Stepwise warns: ${warning}\n`)
  if (problems.length === 0) return
  for (const problem of problems) process.stderr.write(`Stepwise does not start: ${problem}\n`)
  process.exit(1)
}

async function databaseProblems(env: Env): Promise<string[]> {
  const until = Date.now() + patienceMs
  for (;;) {
    try {
      return stateProblems(await databaseState(), env)
    } catch {
      // The database may still be starting. Its own words can hold the address with the password: leave them out.
      if (Date.now() > until)
        return ['The database cannot be reached. Is it running, and is DATABASE_URL right?']
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}

/** What forbids serving from a database in this state, in words. */
export function stateProblems(state: DatabaseState, env: Env): string[] {
  const problems: string[] = []
  if (state.unsafe.length > 0 && !allowsUnsafeDatabase(env)) {
    problems.push(
      `The database runs with ${state.unsafe.join(' and ')} off, so a power cut would lose what patients were told is saved. Turn it on.`,
    )
  }
  if (state.missing.length > 0) {
    problems.push(
      `The database is behind by ${state.missing.length} (${state.missing.join(', ')}). Run: npm run db:migrate`,
    )
  }
  if (state.unknown.length > 0) {
    problems.push(
      `The database is newer than this server by ${state.unknown.length} (${state.unknown.join(', ')}). Start the newer build, or restore the backup from before its migrations.`,
    )
  }
  // Of a database that is behind only the migration can say it, of a newer one only its own build.
  const current = state.missing.length === 0 && state.unknown.length === 0
  const broken = current ? brokenLocksInWords(state.broken) : null
  if (broken) problems.push(broken)
  return problems
}
