import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { createClinic } from '#lib/clinic/commands.ts'
import { newClinicInput } from '#lib/clinic/schema.ts'
import { AppError, Invalid } from '#lib/errors.ts'
import { ownUrl } from '#lib/own-url.ts'

// npm run clinic:create: the first clinic of an empty production database, and the link with which its first admin sets a
// password. What is not given as an option is asked for.

const url = process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL
if (!url) {
  console.error(
    'Set DATABASE_OWNER_URL (or DATABASE_URL) to the migrated database that should get the clinic.',
  )
  process.exit(2)
}

const { values } = parseArgs({
  options: {
    name: { type: 'string' },
    'time-zone': { type: 'string' },
    'admin-name': { type: 'string' },
    'admin-email': { type: 'string' },
  },
})

const questions = [
  { field: 'name', given: values.name, ask: 'Name of the clinic: ' },
  { field: 'timeZone', given: values['time-zone'], ask: 'Time zone, for example Europe/Zurich: ' },
  { field: 'adminName', given: values['admin-name'], ask: 'Name of the first admin: ' },
  { field: 'adminEmail', given: values['admin-email'], ask: 'E-mail address of the first admin: ' },
]

const answers: Record<string, string> = {}
const missing = questions.filter(({ given }) => given === undefined)
if (missing.length > 0 && !process.stdin.isTTY) {
  console.error(
    'Give --name, --time-zone, --admin-name and --admin-email, or run this in a terminal to be asked.',
  )
  process.exit(2)
}
const terminal = missing.length > 0 ? createInterface({ input: process.stdin, output: process.stdout }) : null
for (const { field, given, ask } of questions) answers[field] = given ?? (await terminal?.question(ask)) ?? ''
terminal?.close()

const input = newClinicInput.safeParse(answers)
if (!input.success) {
  for (const issue of input.error.issues) console.error(`${issue.path.join('.')}: ${issue.message}`)
  process.exit(2)
}
const made = await createClinic(url, input.data).catch((error: unknown) => {
  if (!(error instanceof AppError)) throw error
  const fields = error instanceof Invalid ? Object.entries(error.fieldErrors) : []
  for (const [field, [message]] of fields) console.error(`${field}: ${message}`)
  if (fields.length === 0) console.error(error.message)
  process.exit(2)
})
console.log(
  `The clinic ${input.data.name} is there. Its first admin sets a password at this address, once, within 7 days:`,
)
console.log(`  ${ownUrl()}/invitation/${made.token}`)
