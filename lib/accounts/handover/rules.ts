import type { HandOverInput } from './schema.ts'

type Running = { caseId: string; leadId: string | null }

/** Which case goes to whom: the case's own choice, else the one for all. A case with neither stays where it is. */
export function handOverPlan<C extends Running>(
  cases: readonly C[],
  input: HandOverInput,
): { to: string; case: C }[] {
  return cases.flatMap((c) => {
    const to = input.byCase[c.caseId] || input.toAll
    return to ? [{ to, case: c }] : []
  })
}
