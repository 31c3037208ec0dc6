import { load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { download } from '#lib/http/download.ts'
import { exportOwnRecord } from '#lib/patients/record/export/queries.ts'

/** What a patient entered and was given, as a file for herself. */
export async function GET() {
  const actor = await requirePatient()
  const lines = await load(actor, exportOwnRecord(actor, new Date()))
  return download(lines, 'application/json', 'my-record.json')
}
