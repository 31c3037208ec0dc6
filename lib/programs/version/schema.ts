export type VersionChange = {
  readonly kind: 'added' | 'removed' | 'changed' | 'order'
  readonly phaseKey: string
  /** null when the change is one of the phase */
  readonly itemKey: string | null
  /** what changed, in words */
  readonly text: string
}
