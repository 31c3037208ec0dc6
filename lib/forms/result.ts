/**
 * What a server action tells the form that called it.
 *
 * `fieldErrors` is keyed by the `name` of a field; a message is a whole sentence or phrase that needs no label beside
 * it. `values` is what the person typed, by field name, so that a page posted without JavaScript shows it again; never
 * put a password or a token in it. `code` is what the person may tell an admin.
 */
export type ActionResult<T = undefined> =
  | { status: 'idle' }
  | { status: 'ok'; message?: string | undefined; data?: T | undefined }
  | ActionError<T>

export type ActionError<T = unknown> = {
  status: 'error'
  message: string
  fieldErrors: Record<string, string[]>
  values?: FormValues | undefined
  code?: string | undefined
  /** Nobody knows whether it was saved. The same can be sent once more, and counts once. */
  unknown?: true
  /** Nobody is signed in any more, or somebody else: what was typed can be saved once its writer has signed in. */
  signedOut?: true
  /** The state changed meanwhile: sent again it is refused again. */
  conflict?: true
  /** All but the fields of `fieldErrors` was saved. */
  saved?: T | undefined
}

export type FormValues = Record<string, string | string[]>

/** A server action as `useActionState` and a plain form post call it. */
export type FormAction<T = undefined> = (
  previous: ActionResult<T>,
  formData: FormData,
) => Promise<ActionResult<T>>

/** A field of every form behind the sign-in: the account for which its page was drawn. */
export const OPENER = '$opener'

/** Of an entry that a phone sends later: how many seconds ago it was saved there, by the phone's own clock. */
export const WAITED = '$waited'

/** The day on which the page of a patient was drawn, in her zone: nothing on it was entered before. */
export const DRAWN = '$drawn'

/** What was typed, for `ActionError.values`. Files and the names in `secret` are left out, as are React's own fields. */
export function typedValues(formData: FormData, secret: readonly string[] = ['password']): FormValues {
  const values: FormValues = {}
  for (const name of new Set(formData.keys())) {
    if (name.startsWith('$') || secret.includes(name)) continue
    const texts = formData.getAll(name).filter((value) => typeof value === 'string')
    const [first] = texts
    if (first !== undefined) values[name] = texts.length > 1 ? texts : first
  }
  return values
}
