import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { addDays, dayIn } from '#lib/dates.ts'
import { type Random, randomFrom } from './random.ts'

// npm run seed:bulk -- --clinics 20 --patients 500 --days 365 [--scores 1000000]
// Fills the migrated, empty database of DATABASE_OWNER_URL (or DATABASE_URL) by COPY, for measuring. Row-level security
// forbids COPY; an owner who does not pass it takes a way around by temporary tables, which is about half as fast.

export type BulkOptions = {
  clinics: number
  /** Patients of each clinic, each with one open case. */
  patients: number
  /** Days back from today on which scores lie, the day of today left out. */
  days: number
  /** All scores together; without it one on every day of every case. */
  scores?: number
}

const zone = 'Europe/Zurich'
const casesOfOne = 60
const started = '08:00:00Z'

const tables = {
  Clinic: ['id', 'name', 'timeZone', 'patientCounter', 'createdAt'],
  Account: ['id', 'clinicId', 'email', 'name', 'roles', 'status', 'createdAt'],
  Patient: ['id', 'clinicId', 'number', 'fullName', 'dateOfBirth', 'createdAt'],
  Case: ['id', 'clinicId', 'patientId', 'complaint', 'side', 'openedAt', 'openedById'],
  CareTeamMember: ['id', 'clinicId', 'patientId', 'caseId', 'accountId', 'role', 'addedAt', 'addedById'],
  PainScore: [
    ...['id', 'clinicId', 'patientId', 'caseId', 'context', 'score', 'at', 'logDate', 'safety'],
    ...['enteredById', 'recordedAt'],
  ],
} as const
type BulkTable = keyof typeof tables
type Value = string | number
type OpenCase = { clinicId: string; patientId: string; id: string; leadId: string; level: number }

/** Writes lines of one table; nothing written here holds a tab, a line break or a backslash. */
async function copy(
  sql: postgres.Sql,
  table: BulkTable,
  lines: Iterable<readonly Value[]>,
  passes: boolean,
): Promise<void> {
  const columns = tables[table].map((name) => `"${name}"`).join(', ')
  if (passes) return copyInto(sql, `"${table}" (${columns})`, lines)
  await sql.unsafe(`CREATE TEMPORARY TABLE bulk AS SELECT ${columns} FROM "${table}" WITH NO DATA`)
  await copyInto(sql, `bulk (${columns})`, lines)
  await sql.unsafe(`INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM bulk`)
  await sql.unsafe('DROP TABLE bulk')
}

async function copyInto(sql: postgres.Sql, target: string, lines: Iterable<readonly Value[]>): Promise<void> {
  const stream = await sql.unsafe(`COPY ${target} FROM STDIN`).writable()
  let chunk = ''
  for (const line of lines) {
    chunk += `${line.join('\t')}\n`
    if (chunk.length < 65_536) continue
    if (!stream.write(chunk)) await once(stream, 'drain')
    chunk = ''
  }
  const done = once(stream, 'finish')
  stream.end(chunk)
  await done
}

function clinicLines(options: BulkOptions, random: Random, nth: number, founded: string) {
  const at = new Date(founded)
  const lines: Record<Exclude<BulkTable, 'PainScore'>, Value[][]> = {
    Clinic: [],
    Account: [],
    Patient: [],
    Case: [],
    CareTeamMember: [],
  }
  const clinicId = random.id(at)
  lines.Clinic.push([clinicId, `Bulk Clinic ${nth}`, zone, 1000 + options.patients, founded])
  const leads = Array.from({ length: Math.ceil(options.patients / casesOfOne) }, (_, index) => {
    const id = random.id(at)
    const roles = index === 0 ? '{admin,physio}' : '{physio}'
    const email = `physio${index + 1}@bulk${nth}.example`
    lines.Account.push([id, clinicId, email, `Bulk Physio ${index + 1}`, roles, 'active', founded])
    return id
  })
  const cases = Array.from({ length: options.patients }, (_, index): OpenCase => {
    const [patientId, id] = [random.id(at), random.id(at)]
    const leadId = leads[index % leads.length] ?? ''
    const born = `${random.int(1955, 2004)}-0${random.int(1, 9)}-${random.int(10, 28)}`
    lines.Patient.push([patientId, clinicId, 1001 + index, `Exempla ${nth}-${index + 1}`, born, founded])
    const side = random.pick(['left', 'right'])
    lines.Case.push([id, clinicId, patientId, 'Pain around the kneecap', side, founded, leadId])
    const team = [random.id(at), clinicId, patientId, id, leadId, 'lead', founded, leadId]
    lines.CareTeamMember.push(team)
    return { clinicId, patientId, id, leadId, level: random.int(3, 7) }
  })
  return { lines, cases }
}

/** Day by day, as the scores would have come in: the level of each case sinks slowly and stirs a little. */
function* scoreLines(
  options: BulkOptions,
  random: Random,
  cases: readonly OpenCase[],
  today: string,
  wanted: number,
): Generator<Value[]> {
  const slots = cases.length * options.days
  let slot = 0
  for (let back = options.days; back >= 1; back -= 1) {
    const day = addDays(today, -back)
    for (const one of cases) {
      // As even as whole numbers can be: the total is met exactly.
      const many = Math.floor(((slot + 1) * wanted) / slots) - Math.floor((slot * wanted) / slots)
      slot += 1
      for (let nth = 0; nth < many; nth += 1) {
        const sunk = one.level - (3 * (options.days - back)) / options.days + random.next() * 2 - 1
        const at = `${day}T${String(8 + (nth % 12)).padStart(2, '0')}:00:00Z`
        yield [
          ...[random.id(new Date(at)), one.clinicId, one.patientId, one.id, nth % 2 ? 'day_worst' : 'now'],
          ...[Math.min(10, Math.max(0, Math.round(sunk))), at, day, '{}', one.leadId, at],
        ]
      }
    }
  }
}

/** The same options and moment give the same rows. Returns how many scores were written. */
export async function seedBulk(
  ownerUrl: string,
  options: BulkOptions,
  now: Date = new Date(),
  tell: (line: string) => void = () => undefined,
): Promise<number> {
  const random = randomFrom(11)
  const today = dayIn(zone, now)
  const founded = `${addDays(today, -options.days - 1)}T${started}`
  const total = options.scores ?? options.clinics * options.patients * options.days
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined })
  let written = 0
  try {
    const [me] = await sql<{ passes: boolean }[]>`
      SELECT rolsuper OR rolbypassrls AS passes FROM pg_roles WHERE rolname = current_user`
    const passes = me?.passes ?? false
    if (!passes) await sql.unsafe('SET ROLE stepwise_maintenance')
    for (let nth = 1; nth <= options.clinics; nth += 1) {
      const { lines, cases } = clinicLines(options, random, nth, founded)
      for (const table of ['Clinic', 'Account', 'Patient', 'Case', 'CareTeamMember'] as const)
        await copy(sql, table, lines[table], passes)
      const wanted = Math.floor((total * nth) / options.clinics) - written
      await copy(sql, 'PainScore', scoreLines(options, random, cases, today, wanted), passes)
      written += wanted
      tell(`Clinic ${nth} of ${options.clinics}: ${written} of ${total} scores`)
    }
    await sql.unsafe('RESET ROLE')
    await sql.unsafe('ANALYZE')
  } finally {
    await sql.end()
  }
  return written
}

async function main(): Promise<void> {
  const url = process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL
  const { values } = parseArgs({
    options: {
      clinics: { type: 'string', default: '20' },
      patients: { type: 'string', default: '500' },
      days: { type: 'string', default: '365' },
      scores: { type: 'string' },
    },
  })
  const [clinics, patients, days] = [Number(values.clinics), Number(values.patients), Number(values.days)]
  const scores = values.scores === undefined ? {} : { scores: Number(values.scores) }
  const numbers = [clinics, patients, days, ...Object.values(scores)]
  if (!url || numbers.some((number) => !Number.isInteger(number) || number < 1)) {
    process.stderr.write(
      'Set DATABASE_OWNER_URL, and whole numbers: npm run seed:bulk -- --clinics 20 --patients 500 --days 365 [--scores 1000000]\n',
    )
    process.exit(2)
  }
  await seedBulk(url, { clinics, patients, days, ...scores }, new Date(), (line) => {
    process.stdout.write(`${line}\n`)
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main()
