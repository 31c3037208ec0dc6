import type { ActorName } from '#tests/support/world-server.ts'
import type { PageRow } from './pages.ts'

/** Staff of clinic ONE know who is a patient there; what was answered or found is `CANARY-…-PATIENT-…`. */
const treated: Partial<Record<ActorName, RegExp>> = {
  physioA: /(CANARY|PERSON)-ONE-PATIENT-A\b|CANARY-ONE-patientA/,
  patientA: /(CANARY|PERSON)-ONE-PATIENT-A\b(?!-DRAFT)|CANARY-ONE-patientA/,
  physioB: /(CANARY|PERSON)-ONE-PATIENT-B\b/,
  patientB: /(CANARY|PERSON)-ONE-PATIENT-B\b(?!-DRAFT)|CANARY-ONE-patientB/,
  physioTwo: /(CANARY|PERSON)-TWO-PATIENT-A\b/,
  patientTwo: /(CANARY|PERSON)-TWO-PATIENT-A\b(?!-DRAFT)|CANARY-TWO-patientA/,
  linkHolder: /(CANARY|PERSON)-ONE-PATIENT-OPEN/,
}
const clinicOf = (actor: ActorName): string | null =>
  ['anonymous', 'suspended', 'linkHolder'].includes(actor) ? null : actor.endsWith('Two') ? 'TWO' : 'ONE'

/** The canaries in a response that this actor may not see there. */
export function leaksIn(text: string, actor: ActorName, row: PageRow): string[] {
  const found = new Set(text.match(/(?:CANARY|PERSON)-(?:ONE|TWO)-[\w-]+/g) ?? [])
  const clinic = clinicOf(actor)
  const isStaff = /^(physio|admin)/.test(actor)
  return [...found].filter((canary) => {
    if (row.link && canary === 'CANARY-ONE-CLINIC') return false
    if (treated[actor]?.test(canary)) return false
    if (clinic === null || !canary.includes(`-${clinic}-`)) return true
    if (canary.startsWith('PERSON')) return !(isStaff && row.directory)
    if (/-PATIENT-(WAITING|OPEN)/.test(canary)) return !(actor.startsWith('physio') && row.triage)
    if (canary.includes('-PATIENT-')) return true
    // The accounts of other patients are the admins' and the directory's business.
    return /-patient[AB]$/.test(canary) && !(isStaff && row.directory)
  })
}
