/** What stands on a letter. */
export type LetterDocument = {
  readonly clinic: { readonly name: string; readonly address: string; readonly phone: string }
  readonly kind: string
  /** "3 Mar 2026" */
  readonly onText: string
  readonly recipient: string
  /** Null for a letter that is no referral. */
  readonly urgency: string | null
  readonly patient: { readonly name: string; readonly born: string; readonly number: string }
  readonly sections: readonly { readonly title: string; readonly text: string }[]
  readonly signedBy: string
  /** "3 Mar 2026, 10:12" */
  readonly signedText: string
  readonly signedAt: Date
  /** Stands in the footer, so that a sheet of paper can be found again. */
  readonly letterId: string
}
