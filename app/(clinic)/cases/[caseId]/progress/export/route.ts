import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { download } from '#lib/http/download.ts'
import { exportPainScores } from '#lib/tracking/progress/export/queries.ts'

/** The pain scores of a case as a file. */
export async function GET(_request: Request, props: { params: Promise<{ caseId: string }> }) {
  const [actor, params] = await Promise.all([requirePhysio(), props.params])
  const caseId = idParam(params.caseId)
  return download(await load(actor, exportPainScores(actor, caseId)), 'text/csv', `pain-scores-${caseId}.csv`)
}
