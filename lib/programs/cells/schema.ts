/** The cells of an item in the builder, by the last part of their field's name. */
export const cellNames = ['sets', 'amount', 'load', 'tempo', 'effort', 'rest'] as const
export type CellName = (typeof cellNames)[number]

/** Either what the text means, or what is allowed, as it stands beside the cell. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly limits: string }

export type Amount = {
  readonly reps: number | null
  readonly holdSeconds: number | null
  readonly minutes: number | null
  readonly distanceM: number | null
}
