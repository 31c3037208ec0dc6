/** Patient A of clinic ONE without a program, and what her physio types into a draft of one. */
import postgres from 'postgres'
import { afterAll, beforeEach } from 'vitest'
import { Invalid } from '#lib/errors.ts'
import { programPage } from '#lib/programs/builder/queries.ts'
import { startDraft } from '#lib/programs/draft/commands.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, type World } from '#tests/support/world.ts'
import { answered, examined, harmless, posted, withoutProgram } from '../setting.ts'

export let ownerUrl: string
export let sql: postgres.Sql
export let world: World

export const me = () => world.one.a
export const physio = () => world.one.physioA

export async function setUp(): Promise<void> {
  ;({ ownerUrl } = await testDatabase())
  process.env.STEPWISE_URL = 'https://stepwise.example'
  sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  world = await createWorld(ownerUrl)
  afterAll(() => sql.end())
  beforeEach(begin)
}

async function begin(): Promise<void> {
  await withoutProgram(ownerUrl, me())
  await answered(ownerUrl, me(), harmless())
  await examined(ownerUrl, me())
  await sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    await tx`DELETE FROM "RedFlag" WHERE "caseId" = ${me().caseId} AND "flagId" <> 'flag_persistent'`
    await tx`DELETE FROM "Mail" WHERE "clinicId" = ${world.one.clinicId}`
  })
}

export const flag = (flagId: string, block: string) => sql`
  INSERT INTO "RedFlag" (id, "clinicId", "patientId", "caseId", source, "flagId", urgency, block, "ruleSetVersion", inputs)
  VALUES (gen_random_uuid(), ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, 'log', ${flagId}, 'same_day', ${block}::"Block", 1, '{}')`

/** The draft as it is drawn now. */
export async function drawn() {
  const { draft } = await programPage(physio(), me().caseId, undefined)
  if (!draft) throw new Error('no draft')
  return draft
}
export type Draft = Awaited<ReturnType<typeof drawn>>

export async function drafted(from = 'prog_hip_focus'): Promise<Draft> {
  await startDraft(physio(), { caseId: me().caseId, from })
  return drawn()
}

export const form = (draft: Draft, more: object = {}) => ({
  caseId: me().caseId,
  versionId: draft.versionId,
  version: draft.version,
  startsOn: draft.publish.today,
  phaseKey: draft.publish.phaseKey,
  note: 'canary-why-for-the-team',
  impactReason: 'sweep test zero, ten hops 1',
  entryReason: '',
  pregnancyReason: '',
  ...more,
})

export const cells = (draft: Draft, key: string, change: Record<string, string> = {}) => {
  const item = draft.phase.items.find((entry) => entry.key === key)
  if (!item) throw new Error('no item')
  const texts = { ...item.cells, note: item.note, sides: item.sides, fromWeek: `${item.fromWeek}`, ...change }
  return {
    ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [`item.${key}.${name}`, text])),
    [`item.${key}.days`]: [...item.days],
  }
}

export const save = (draft: Draft, fields: Record<string, string | string[]>) =>
  posted({
    caseId: me().caseId,
    versionId: draft.versionId,
    seen: JSON.stringify(draft.seen),
    phaseKey: draft.phase.key,
    intent: 'save',
    ...fields,
  })

export const messageOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (e: unknown) => e,
  )
  if (!(error instanceof Invalid)) throw error ?? new Error('was accepted')
  return Object.values(error.fieldErrors).flat().join(' ')
}
