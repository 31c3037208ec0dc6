import 'server-only'
import type { Tx } from '#lib/db/as-actor.ts'

/**
 * Whether the asker, of the staff, may let somebody into the record of a patient: whoever treats her, everybody while nobody
 * does (who is suspended does until her case is handed over) or nothing stands in it, a physio while there is a form alone.
 */
export async function vouchesFor(tx: Tx, patientId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ vouches: boolean }[]>`SELECT app_vouches(${patientId}::uuid) AS vouches`
  return row?.vouches ?? false
}

/** Who treats a patient and can sign in, leads first. */
export const treatedBy = (tx: Tx, patientId: string): Promise<{ name: string; email: string }[]> =>
  tx.$queryRaw`
    SELECT a.name, a.email FROM who_treats(${patientId}::uuid) t JOIN "Account" a ON a.id = t."accountId" ORDER BY t.place`

/** Whom to ask for what the asker does not vouch for: "Anna Berg of her team"; while nobody of it can sign in, who takes it over. */
export async function whomToAsk(tx: Tx, patientId: string): Promise<string> {
  const [first] = await treatedBy(tx, patientId)
  if (first) return `${first.name} of her team`
  const cases = await tx.$queryRaw<
    unknown[]
  >`SELECT 1 FROM case_directory(${patientId}::uuid, NULL::uuid) LIMIT 1`
  return cases.length > 0 ? 'an admin to hand her case over, and who takes it' : 'a physio'
}
