import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { hash } from '@node-rs/argon2'
import { writeClinic } from './clinic.ts'
import { people, secondPeople, zone } from './people.ts'
import { randomFrom } from './random.ts'
import { writeRequests } from './requests.ts'
import { Rows, writeRows } from './rows.ts'

/** Public on purpose: the demo clinic listens on this machine only. */
const password = 'stepwise-demo'

export const demoSignIns: { role: string; email: string; password: string }[] = [
  { role: 'admin', email: 'hanna.muster@demo.example', password },
  { role: 'physio', email: 'piet.modell@demo.example', password },
  { role: 'patient', email: 'eva.beispiel@demo.example', password },
]

/** As lib/accounts/passwords.ts, with a salt of its own, so that the same seed gives the same rows. */
const hashed = () =>
  hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1, salt: Buffer.from('stepwise-demo-00') })

/** Two clinics as they would be now: what is written depends on the seed and the moment alone. */
export async function demoRows(now: Date, seed = 7): Promise<Rows> {
  const rows = new Rows()
  const random = randomFrom(seed)
  const passwordHash = await hashed()
  const staff = (name: string, clinic: string, roles: string[]) => ({
    name,
    email: `${name.toLowerCase().replaceAll(' ', '.')}@${clinic}.example`,
    roles,
  })
  writeClinic({
    rows,
    random,
    name: 'Demo Clinic',
    people,
    passwordHash,
    now,
    staff: [
      staff('Hanna Muster', 'demo', ['admin', 'physio']),
      staff('Piet Modell', 'demo', ['physio']),
      staff('Sofia Prova', 'demo', ['physio']),
      staff('Milan Vzor', 'demo', ['physio']),
    ],
  })
  writeClinic({
    rows,
    random,
    name: 'Second Clinic',
    people: secondPeople,
    passwordHash,
    now,
    staff: [staff('Berta Zweitens', 'second', ['admin', 'physio'])],
  })
  writeRequests({ rows, zone, now })
  return rows
}

/** Fills a migrated, empty database; an owner's address. Throws when `signal` ends it. */
export async function seedDemo(
  databaseUrl: string,
  now: Date = new Date(),
  seed = 7,
  signal?: AbortSignal,
): Promise<void> {
  await writeRows(databaseUrl, await demoRows(now, seed))
  signal?.throwIfAborted()
  const byCommand = fileURLToPath(new URL('./by-command.ts', import.meta.url))
  const { NODE_OPTIONS: _options, ...env } = process.env
  await promisify(execFile)(process.execPath, [byCommand, now.toISOString()], {
    // The fonts of a letter are looked for from here.
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...env, DATABASE_URL: databaseUrl },
    ...(signal ? { signal } : {}),
  })
}
