/** A form that somebody with a link fills in, in clinic ONE. */
import { expect } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { sectionById } from '#lib/content/intake/questionnaire.ts'
import { dayIn } from '#lib/dates.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { sectionView } from '#lib/intake/drafts/queries.ts'
import { saveSection } from '#lib/intake/drafts/saving/commands.ts'
import type { Choices } from '#lib/intake/drafts/schema.ts'
import { type TestDatabase, testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'
import { calmSection, createDraft, sections } from '../setting.ts'

export let db: TestDatabase
export let now: Date
export let today: string
export let world: World

export async function setUp(): Promise<void> {
  db = await testDatabase()
  now = new Date()
  today = dayIn('Europe/Zurich', now)
  world = await createWorld(db.ownerUrl, now)
}

/** An empty form. */
export const draft = () => createDraft(db.ownerUrl, world.one.clinicId)

export const section = (id: string) => {
  const found = sectionById.get(id)
  if (!found) throw new Error(id)
  return found
}

/** What is in the database, past every lock. */
export async function stored(intakeId: string) {
  const owner = ownerClient(db.ownerUrl)
  try {
    const intake = await owner.intake.findUniqueOrThrow({
      where: { id: intakeId },
      include: { answers: true, flags: true },
    })
    return {
      ...intake,
      values: intake.answers?.answers as Answers,
      audit: await owner.auditEvent.findMany({ where: { subjectId: intakeId }, orderBy: { id: 'asc' } }),
    }
  } finally {
    await owner.$disconnect()
  }
}

export async function save(
  actor: Actor,
  intakeId: string,
  id: string,
  posted: Answers,
  revision?: string,
  at = now,
  choices?: Choices,
) {
  const view = await sectionView(actor, intakeId, id.replace('sec_', ''), now)
  return saveSection(
    actor,
    { intakeId, section: section(id), posted, revision: revision ?? view.revision, choices, strict: false },
    at,
  )
}

/** Every part, one after the other, with answers that alarm nobody. */
export async function fillIn(actor: Actor, intakeId: string) {
  let answers: Answers = {}
  for (const part of sections) {
    const posted = calmSection(part, answers, today)
    const view = await sectionView(actor, intakeId, part.id.replace('sec_', ''), now)
    const outcome = await saveSection(
      actor,
      { intakeId, section: part, posted, revision: view.revision, strict: true },
      now,
    )
    expect({ part: part.id, errors: outcome.errors }).toEqual({ part: part.id, errors: {} })
    answers = { ...answers, ...posted }
  }
}

export const agree: Answers = { consent_data: 'yes' }
