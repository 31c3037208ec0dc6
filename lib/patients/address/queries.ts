import 'server-only'
import type { Tx } from '#lib/db/as-actor.ts'

/**
 * Whether the asker, of the staff, may let somebody into the record of a patient: once there is a case, running or closed, its
 * team alone, also while nobody of it can sign in; before, everybody while nothing stands in it, a physio while there is a form.
 */
export async function vouchesFor(tx: Tx, patientId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ vouches: boolean }[]>`SELECT app_vouches(${patientId}::uuid) AS vouches`
  return row?.vouches ?? false
}

/** Who treats a patient and can sign in, leads first. */
export const treatedBy = (tx: Tx, patientId: string): Promise<{ name: string; email: string }[]> =>
  tx.$queryRaw`
    SELECT a.name, a.email FROM who_treats(${patientId}::uuid) t JOIN "Account" a ON a.id = t."accountId" ORDER BY t.place`

const hasCase = async (tx: Tx, patientId: string): Promise<boolean> => {
  const cases = await tx.$queryRaw<
    unknown[]
  >`SELECT 1 FROM case_directory(${patientId}::uuid, NULL::uuid) LIMIT 1`
  return cases.length > 0
}

/** Whether a patient has a case and nobody of its team can sign in any more. */
export const isUntreated = async (tx: Tx, patientId: string): Promise<boolean> =>
  (await treatedBy(tx, patientId)).length === 0 && (await hasCase(tx, patientId))

/** Who does what the asker does not vouch for, in a sentence: "Ask Anna Berg of her team to send it." `what`: "to send it". */
export async function askFor(tx: Tx, patientId: string, what: string): Promise<string> {
  const [first] = await treatedBy(tx, patientId)
  if (first) return `Ask ${first.name} of the patient’s team ${what}.`
  return (await hasCase(tx, patientId))
    ? 'Nobody who treats this patient is here any more. An admin gives the case to a physio first, on the patient’s page.'
    : `Ask a physio ${what}.`
}
