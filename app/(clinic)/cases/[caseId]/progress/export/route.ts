import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { exportPainScores } from '#lib/tracking/progress/export/queries.ts'

/** The pain scores of a case as a file. Its name holds the case's id, not a person's. */
export async function GET(_request: Request, props: { params: Promise<{ caseId: string }> }) {
  const [actor, params] = await Promise.all([requirePhysio(), props.params])
  const caseId = idParam(params.caseId)
  const lines = await load(actor, exportPainScores(actor, caseId))
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await lines.return(undefined)
    },
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="pain-scores-${caseId}.csv"`,
      'cache-control': 'no-store',
    },
  })
}
