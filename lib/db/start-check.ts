import { allowsUnsafeDatabase, configurationProblems, configurationWarnings, type Env } from '#lib/env.ts'
import { brokenLocksInWords } from './locks.ts'
import { type DatabaseState, databaseState } from './state.ts'

const patienceMs = 15_000
const pauseMs = 500
const unreachable = 'The database cannot be reached. Is it running, and is DATABASE_URL right?'

/** Ends the process, with words, when this server must not take requests; says what else is to be known. */
export async function refuseUnlessFit(env: Env = process.env): Promise<void> {
  const problems = configurationProblems(env)
  const warnings = configurationWarnings(env)
  if (problems.length === 0) {
    const state = await stateOnceReached()
    problems.push(...(state ? stateProblems(state, env) : [unreachable]))
    warnings.push(...(state ? stateWarnings(state) : []))
  }
  for (const warning of warnings) process.stderr.write(`Stepwise warns: ${warning}\n`)
  if (problems.length === 0) return
  for (const problem of problems) process.stderr.write(`Stepwise does not start: ${problem}\n`)
  process.exit(1)
}

/** Null when it is not reached in time. */
async function stateOnceReached(): Promise<DatabaseState | null> {
  const until = Date.now() + patienceMs
  for (;;) {
    try {
      return await databaseState()
    } catch {
      // The database may still be starting. Its own words can hold the address with the password: leave them out.
      if (Date.now() > until) return null
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}

/** What a server may run with, and its clinic should know. */
export const stateWarnings = ({ powers }: Pick<DatabaseState, 'powers'>): string[] =>
  powers.length === 0
    ? []
    : [
        `DATABASE_URL signs in by a login that may too much: ${powers.join(', ')}. The server begins as stepwise_app all the same; for patients' data name stepwise_web, which npm run db:migrate makes with STEPWISE_APP_PASSWORD.`,
      ]

/** What forbids serving from a database in this state, in words. */
export function stateProblems(state: Omit<DatabaseState, 'powers'>, env: Env): string[] {
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
