import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { exportCase } from '#lib/cases/export/queries.ts'
import { download } from '#lib/http/download.ts'

/** The whole record of a case as a file, for its care team. */
export async function GET(_request: Request, props: { params: Promise<{ caseId: string }> }) {
  const [actor, params] = await Promise.all([requirePhysio(), props.params])
  const caseId = idParam(params.caseId)
  const lines = await load(actor, exportCase(actor, caseId, new Date()))
  return download(lines, 'application/json', `case-${caseId}.json`)
}
