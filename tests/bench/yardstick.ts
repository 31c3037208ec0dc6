import { createServer } from 'node:http'
import postgres from 'postgres'
import { newId } from '#lib/ids.ts'

// The least that could do the same: node:http and the `postgres` driver, without sign-in, row-level security or audit.
// GET selects the scores of one case and sends one SVG line; POST inserts one score in a transaction of its own.
// Run with the owner's address and the ids of the clinic, the case that is read, and patient, case and account to write for.

const [url, clinicId, readCase, patientId, caseId, accountId] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string,
]
const sql = postgres(url, { max: 10, onnotice: () => undefined })

async function line(): Promise<string> {
  const scores = await sql<{ score: number }[]>`
    SELECT score, at, context FROM "PainScore" WHERE "clinicId" = ${clinicId} AND "caseId" = ${readCase} ORDER BY "logDate", at`
  const points = scores.map(({ score }, index) => `${index},${100 - score * 10}`).join(' ')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 730 100"><polyline points="${points}"/></svg>`
}

const insert = () =>
  sql.begin(
    (tx) => tx`
    INSERT INTO "PainScore" (id, "clinicId", "patientId", "caseId", context, score, at, "logDate", safety, "enteredById")
    VALUES (${newId()}, ${clinicId}, ${patientId}, ${caseId}, 'now', 3, now(), (now() AT TIME ZONE 'UTC')::date, '{}', ${accountId})`,
  )

const server = createServer((request, response) => {
  const work = request.method === 'POST' ? insert().then(() => '{}') : line()
  request.resume()
  work.then(
    (text) => response.writeHead(200).end(text),
    (error) => response.writeHead(500).end(String(error)),
  )
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.(typeof address === 'object' ? address?.port : undefined)
})
process.once('disconnect', () => process.exit(0))
