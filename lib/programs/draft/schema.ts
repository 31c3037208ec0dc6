import { z } from 'zod'
import { cellNames } from '#lib/programs/cells/schema.ts'
import { seenText } from '#lib/programs/seen/schema.ts'

/** What the builder posts: one phase as texts, and what was pressed. The texts are read in `rules.ts`, cell by cell. */

const itemFields = [
  ...cellNames,
  'days',
  'eachRun',
  'sides',
  'perWeekMin',
  'perWeekMax',
  'fromWeek',
  'untilWeek',
  'optional',
  'stage',
  'note',
] as const
export type ItemField = (typeof itemFields)[number]

const phaseFields = [
  'name',
  'weeksMin',
  'weeksMax',
  'runLimit',
  'exLimit',
  'hopLimit',
  'amberOk',
  'sessionsPerWeek',
] as const
export type PhaseField = (typeof phaseFields)[number]

const itemName = new RegExp(`^item\\.[a-z0-9][a-z0-9_-]{0,63}\\.(${itemFields.join('|')})$`)
const phaseName = new RegExp(`^phase\\.(${phaseFields.join('|')})$`)

const key = '[a-z0-9][a-z0-9_-]{0,63}'
const exercise = 'ex_[a-z0-9_]{1,60}'
const intentText = new RegExp(
  `^(save|add|phase_add|phase_remove|phase_up|phase_down|(up|down|remove):${key}|move:${key}:\\d{1,2}|swap:${key}:${exercise})$`,
)

export type Intent =
  | { readonly kind: 'save' | 'phase_remove' | 'phase_up' | 'phase_down' }
  /** `press`: made by the client; the same press adds once. */
  | { readonly kind: 'phase_add'; readonly press?: string | undefined }
  | { readonly kind: 'phase_move'; readonly to: number }
  | { readonly kind: 'add'; readonly exerciseId: string; readonly press?: string | undefined }
  | { readonly kind: 'up' | 'down' | 'remove'; readonly key: string }
  | { readonly kind: 'move'; readonly key: string; readonly to: number }
  | { readonly kind: 'swap'; readonly key: string; readonly exerciseId: string }

function intentOf(text: string, add: string | undefined, press: string | undefined): Intent {
  const [kind, key = '', rest = ''] = text.split(':')
  switch (kind) {
    case 'add':
      return { kind, exerciseId: add ?? '', press }
    case 'up':
    case 'down':
    case 'remove':
      return { kind, key }
    case 'move':
      return { kind, key, to: Number(rest) }
    case 'swap':
      return { kind, key, exerciseId: rest }
    case 'phase_add':
      return { kind, press }
    case 'phase_remove':
    case 'phase_up':
    case 'phase_down':
      return { kind }
    default:
      return { kind: 'save' }
  }
}

const one = z.string()
const many = z.union([z.string(), z.array(z.string())])

/** `seen` is what the person had before her: a part that somebody else changed since is refused with both texts. */
export const draftForm = z
  .object({
    caseId: z.uuid(),
    versionId: z.uuid(),
    seen: seenText,
    phaseKey: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/),
    intent: z.string().regex(intentText).default('save'),
    add: z.union([z.literal(''), z.string().regex(/^ex_[a-z0-9_]{1,60}$/)]).optional(),
    press: z
      .string()
      .regex(/^[a-z0-9]{8}$/)
      .optional(),
  })
  .catchall(many)
  .transform((form, context) => {
    const { caseId, versionId, seen, phaseKey, intent, add, press, ...rest } = form
    const phase: Partial<Record<PhaseField, string>> = {}
    const items = new Map<string, Partial<Record<ItemField, string | string[]>>>()
    for (const [name, value] of Object.entries(rest)) {
      const [, part = '', field = ''] = name.split('.')
      if (phaseName.test(name) && one.safeParse(value).success) phase[part as PhaseField] = String(value)
      else if (itemName.test(name)) {
        const item = items.get(part) ?? {}
        if (field !== 'days' && typeof value !== 'string')
          context.addIssue({ code: 'custom', message: 'Sent twice', path: [name], input: value })
        item[field as ItemField] = value
        items.set(part, item)
      } else context.addIssue({ code: 'custom', message: 'Unknown field', path: [name], input: value })
    }
    return { caseId, versionId, seen, phaseKey, intent: intentOf(intent, add, press), phase, items }
  })

export type DraftForm = z.output<typeof draftForm>
export type ItemTexts = Partial<Record<ItemField, string | string[]>>
export type PhaseTexts = Partial<Record<PhaseField, string>>

/** How a draft begins: from a template, empty, or from the newest published version. */
export const startForm = z.strictObject({
  caseId: z.uuid(),
  from: z.union([z.literal('empty'), z.literal('newest'), z.string().regex(/^prog_[a-z0-9_]{1,60}$/)]),
  /** Blocks that are added to a template. */
  blocks: z
    .preprocess((value) => [value].flat(), z.array(z.string().regex(/^blk_[a-z0-9_]{1,60}$/)).max(20))
    .optional(),
  /** Whether the person trains at the clinic; without it what was said before holds. */
  atClinic: z.enum(['yes', 'no']).optional(),
})
export type StartForm = z.infer<typeof startForm>

export const discardForm = z.strictObject({
  caseId: z.uuid(),
  versionId: z.uuid(),
  version: z.coerce.number().int().min(1).max(1_000_000),
})
export type DiscardForm = z.infer<typeof discardForm>

/** What the address of the choice of a template may say; anything else is as if it were not there. */
export const picksSearch = z.object({ clinic: z.enum(['yes', 'no']).nullable().catch(null).default(null) })
export type PicksSearch = z.infer<typeof picksSearch>
