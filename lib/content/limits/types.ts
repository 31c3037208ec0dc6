/** A number of a rule that is expert opinion [EO]: a clinic may set another within the range. */
export type LimitSpec = {
  readonly id: string
  /** What the number says, to be read before it: "Days without a log". */
  readonly label: string
  readonly unit: string
  readonly default: number
  readonly min: number
  readonly max: number
  readonly step: number
  /** Why the default is what it is. */
  readonly reason: string
  /** What reads it, where its rules do not say so by its name. */
  readonly readBy?: readonly string[]
}
