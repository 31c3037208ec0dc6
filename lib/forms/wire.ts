/**
 * How React writes a form that calls an action, as far as our forms need it. Next answers a body that it cannot decode as a
 * fault of its own, so what no form of ours writes is found out before Next reads it.
 *
 * With scripts: a row `0` that holds `[previous state, "$K1"]` (or `["$K1"]`) and the fields as `_1_<name>`; an action that
 * takes nothing, such as signing out, is called with `[]` as plain text. Without: the fields as they are, and which action it
 * is in `$ACTION_…`: see decodeReply and decodeAction of react-server-dom.
 */

/** A previous state is a result of an action: a few levels, and no more values than a form may have fields. */
const MAX_DEPTH = 12
const MAX_VALUES = 20_000

const formRow = /^\$K[0-9a-f]{1,3}$/
const files = /\r\ncontent-transfer-encoding:/i
/** What browsers send; readers differ about anything else. */
const formType = /^multipart\/form-data;\s*boundary=([\w'()+,./:=?-]{1,70}|"[\w'()+,./:=? -]{1,70}")$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: a name with one is no header to Next's reader
const controlCharacters = /[\u0000-\u001f\u007f]/

const NOTHING = '[]'

/** Whether a body can be decoded. `called`: a page with its scripts running names the action in a header. */
export async function isReadableBody(
  body: Uint8Array<ArrayBuffer>,
  contentType: string,
  called: boolean,
): Promise<boolean> {
  if (called && contentType.startsWith('text/plain')) return Buffer.from(body).toString() === NOTHING
  if (!formType.test(contentType)) return false
  const form = await new Response(body, { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => null)
  if (!form || [...form.keys()].some((name) => controlCharacters.test(name))) return false
  const hasFile = [...form.values()].some((value) => typeof value !== 'string')
  // Encoded files, which no browser sends, are refused by React in the middle of the stream.
  if (hasFile && files.test(Buffer.from(body).toString('latin1'))) return false
  return called ? isReadableCall(form) : isReadablePost(form)
}

/** The arguments of an action that scripts call. */
export function isReadableCall(form: FormData): boolean {
  const [row, ...more] = form.getAll('0')
  const given = more.length === 0 ? jsonOf(row) : undefined
  if (!Array.isArray(given)) return false
  const [state, fields] = given.length === 1 ? [null, given[0]] : given
  return given.length <= 2 && typeof fields === 'string' && formRow.test(fields) && isPlain(state, given)
}

/** A form post without scripts. One that names no action is the business of whoever answers the address. */
export function isReadablePost(form: FormData): boolean {
  return [...form.keys()].every((name) => {
    const number = /^\$ACTION_REF_(.*)$/s.exec(name)?.[1]
    return number === undefined || isReadableReference(form, number)
  })
}

function isReadableReference(form: FormData, number: string): boolean {
  const rows = (row: number) => form.getAll(`$ACTION_${number}:${row}`)
  const [[about, ...again], [bound, ...more]] = [rows(0), rows(1)]
  const action = jsonOf(about)
  if (again.length > 0 || more.length > 0 || typeof action !== 'object' || action === null) return false
  const { id, bound: reference, ...rest } = action as Record<string, unknown>
  if (typeof id !== 'string' || id.startsWith('$') || Object.keys(rest).length > 0) return false
  if (reference === null) return bound === undefined
  const state = jsonOf(bound)
  return reference === '$@1' && Array.isArray(state) && state.length === 1 && isPlain(state[0], null)
}

function jsonOf(row: FormDataEntryValue | undefined): unknown {
  if (typeof row !== 'string') return undefined
  try {
    return JSON.parse(row) as unknown
  } catch {
    return undefined
  }
}

/** Plain values in React's writing; `root` is the row that a repeated object may point back into. */
function isPlain(value: unknown, root: readonly unknown[] | null): boolean {
  let left = MAX_VALUES
  const walk = (one: unknown, depth: number): boolean => {
    if (--left < 0 || depth > MAX_DEPTH) return false
    if (typeof one === 'string') return isPlainText(one, root)
    if (typeof one !== 'object' || one === null) return true
    return Object.values(one).every((inner) => walk(inner, depth + 1))
  }
  return walk(value, 0)
}

/** `$` begins what JSON cannot say; a text that begins with it is written with two. */
function isPlainText(text: string, root: readonly unknown[] | null): boolean {
  if (!text.startsWith('$') || text.startsWith('$$')) return true
  if (/^\$(undefined|NaN|Infinity|-Infinity|-0)$/.test(text) || text.startsWith('$D')) return true
  const path = /^\$0((?::[^:]+)+)$/.exec(text)?.[1]
  return path !== undefined && root !== null && isObjectAt(root, path.slice(1).split(':'))
}

function isObjectAt(root: unknown, path: readonly string[]): boolean {
  const found = path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key)
        ? (at as Record<string, unknown>)[key]
        : undefined,
    root,
  )
  return typeof found === 'object' && found !== null
}
