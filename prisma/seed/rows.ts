import postgres from 'postgres'

export type Row = Readonly<Record<string, unknown>>

/** In the order in which foreign keys allow them to be written. */
const order = [
  'Clinic',
  'Account',
  'Credential',
  'Patient',
  'RecordRequest',
  'Intake',
  'IntakeAnswers',
  'IntakeReferral',
  'IntakeLink',
  'Case',
  'CareTeamMember',
  'CaseStatusChange',
  'RedFlag',
  'FlagResponse',
  'Alert',
  'AlertRound',
  'FactorEvaluation',
  'FactorResponse',
  'FactorRelease',
  'Assessment',
  'Note',
  'NoteAddendum',
  'Letter',
  'Review',
  'OutcomeChoice',
  'OutcomeMeasure',
  'Program',
] as const
const logs = ['ProgramEvent', 'SessionLog', 'ExerciseLog', 'RunLog', 'PainScore', 'AuditEvent'] as const
const versions = ['ProgramVersion', 'ProgramPhase', 'ProgramItem'] as const
export type Table = (typeof order)[number] | (typeof logs)[number] | (typeof versions)[number]

/** What is to be written, by table; all rows of a table have the same columns. */
export class Rows {
  readonly byTable = new Map<Table, Row[]>()

  add(table: Table, ...rows: Row[]): void {
    const list = this.byTable.get(table)
    if (list) list.push(...rows)
    else this.byTable.set(table, [...rows])
  }

  of(table: Table): readonly Row[] {
    return this.byTable.get(table) ?? []
  }
}

async function insert(sql: postgres.TransactionSql, table: Table, rows: readonly Row[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 5000) {
    const part = rows.slice(start, start + 5000)
    const names = Object.keys(part[0] ?? {})
    const columns = names.map((name) => `"${name}"`).join(', ')
    await sql.unsafe(
      `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM json_populate_recordset(null::"${table}", $1::text::json)`,
      [JSON.stringify(part)],
    )
  }
}

/**
 * Writes everything in one transaction, with the powers of seeding. A version is published after its parts are in, and one
 * program has one draft at a time, as everywhere.
 */
export async function writeRows(databaseUrl: string, rows: Rows): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined })
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe('SET LOCAL ROLE stepwise_maintenance')
      for (const table of order) await insert(tx, table, rows.of(table))
      const published = rows.of('ProgramVersion')
      const last = published.reduce((most, row) => Math.max(most, Number(row.number)), 0)
      for (let number = 1; number <= last; number += 1) {
        const ours = published.filter((row) => row.number === number)
        const ids = new Set(ours.map((row) => row.id))
        const phases = rows.of('ProgramPhase').filter((row) => ids.has(row.versionId))
        const phaseIds = new Set(phases.map((row) => row.id))
        const items = rows.of('ProgramItem').filter((row) => phaseIds.has(row.phaseId))
        const draft = { publishedAt: null, publishedById: null, startsOn: null }
        await insert(
          tx,
          'ProgramVersion',
          ours.map((row) => ({ ...row, ...draft })),
        )
        await insert(tx, 'ProgramPhase', phases)
        await insert(tx, 'ProgramItem', items)
        await tx.unsafe(
          `UPDATE "ProgramVersion" v SET "publishedAt" = p."publishedAt", "publishedById" = p."publishedById", "startsOn" = p."startsOn"
           FROM json_populate_recordset(null::"ProgramVersion", $1::text::json) p WHERE v.id = p.id AND p."publishedAt" IS NOT NULL`,
          [JSON.stringify(ours)],
        )
      }
      for (const table of logs) await insert(tx, table, rows.of(table))
    })
  } finally {
    await sql.end()
  }
}
