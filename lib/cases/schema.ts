/** The words of a case. */
const caseStatuses = ['open', 'on_hold', 'discharged', 'referred'] as const
export type CaseStatus = (typeof caseStatuses)[number]

export const caseStatusWords: Record<CaseStatus, string> = {
  open: 'Open',
  on_hold: 'On hold',
  discharged: 'Discharged',
  referred: 'Referred',
}

export const caseSides = ['left', 'right', 'both'] as const
export type CaseSide = (typeof caseSides)[number]

export const caseSideOptions = [
  { value: 'left', label: 'Left knee' },
  { value: 'right', label: 'Right knee' },
  { value: 'both', label: 'Both knees' },
] as const satisfies readonly { value: CaseSide; label: string }[]
