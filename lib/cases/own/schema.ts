/** A treatment of hers that goes on, or whose program does. */
export type Treatment = {
  readonly id: string
  readonly side: 'left' | 'right' | 'both'
  readonly complaint: string
}

/** `discharged`: she goes on alone with its program. */
export type OwnCase = Treatment & {
  readonly patientId: string
  readonly status: 'open' | 'on_hold' | 'discharged'
}
