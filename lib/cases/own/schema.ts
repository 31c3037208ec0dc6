/** A treatment of hers that goes on. */
export type Treatment = {
  readonly id: string
  readonly side: 'left' | 'right' | 'both'
  readonly complaint: string
}
