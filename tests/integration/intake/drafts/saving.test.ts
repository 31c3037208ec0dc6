import { createElement } from 'react'
import { describe, expect, it } from 'vitest'
import { SectionScreen } from '#components/intake/section-screen.tsx'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { submitIntake } from '#lib/intake/drafts/commands.ts'
import { formFrame, sectionView } from '#lib/intake/drafts/queries.ts'
import { saveSection } from '#lib/intake/drafts/saving/commands.ts'
import type { Choices } from '#lib/intake/drafts/schema.ts'
import { triageIntake } from '#lib/intake/triage/queries.ts'
import { ownerClient } from '#tests/support/world.ts'
import { html } from '#tests/unit/components/render.ts'
import { calmSection } from '../setting.ts'
import { agree, db, draft, fillIn, now, save, section, setUp, stored, today, world } from './setting.ts'

await setUp()

describe('saving a part of the form', () => {
  it('keeps the valid answers, names the invalid ones and leaves other parts alone', async () => {
    const { actor, intakeId } = await draft()
    await save(actor, intakeId, 'sec_consent', agree)
    const outcome = await save(actor, intakeId, 'sec_identity', {
      full_name: 'Ida Beispiel',
      height_cm: '17',
    })
    expect(outcome.errors.height_cm).toMatch(/120/)
    const { values, audit } = await stored(intakeId)
    expect(values).toMatchObject({ full_name: 'Ida Beispiel', height_cm: null, consent_data: 'yes' })
    expect(audit.filter((row) => row.type === 'intake.saved')).toHaveLength(2)
  })

  it('counts the same save once', async () => {
    const { actor, intakeId } = await draft()
    const first = await save(actor, intakeId, 'sec_identity', { full_name: 'Ida' }, undefined)
    await save(actor, intakeId, 'sec_identity', { full_name: 'Ida' }, 'older')
    const after = await stored(intakeId)
    expect(after.audit.filter((row) => row.type === 'intake.saved')).toHaveLength(1)
    expect(after.answers?.version).toBe(1)
    expect(first.errors).toEqual({})
  })

  it('merges what a page and a newer one changed, and asks which answer is right where both did', async () => {
    const { actor, intakeId } = await draft()
    const old = (await sectionView(actor, intakeId, 'identity', now)).revision
    const newer = { full_name: 'Newer', preferred_name: 'New', height_cm: '170' }
    await save(actor, intakeId, 'sec_identity', newer)
    const mine = { full_name: 'Older', preferred_name: '', height_cm: '17', phone: '+41 44 000 00 99' }
    const again = (choices?: Choices, revision = old) =>
      save(actor, intakeId, 'sec_identity', mine, revision, now, choices)
    const values = async () => (await stored(intakeId)).values
    const outcome = await again()
    expect(outcome.clashes.map(({ id, saved, mine }) => [id, saved, mine])).toEqual([
      ['full_name', 'Newer', 'Older'],
      ['height_cm', '170 cm', '17'],
    ])
    const kept = { full_name: 'Newer', preferred_name: 'New', height_cm: 170, phone: '+41 44 000 00 99' }
    expect(await values()).toMatchObject(kept)
    // It waits, whatever is sent: with what the page carries next, and from a page that was made anew.
    expect((await again(undefined, outcome.revision)).clashes).toHaveLength(2)
    const { revision } = await sectionView(actor, intakeId, 'identity', now)
    const clash = ['full_name', 'height_cm']
    const told = { ...mine, preferred_name: 'New' }
    const anew = await save(actor, intakeId, 'sec_identity', told, revision, now, { clash, keep: {} })
    expect(anew.clashes).toHaveLength(2)
    const half = await again({ clash, keep: { height_cm: 'saved' } }, outcome.revision)
    expect([half.clashes.map(({ id }) => id), half.chosen.map(({ id }) => id)]).toEqual([
      ['full_name'],
      ['height_cm'],
    ])
    const chosen = await again({ clash, keep: { full_name: 'mine', height_cm: 'saved' } }, half.revision)
    expect(chosen).toMatchObject({ clashes: [], errors: {} })
    expect(await values()).toMatchObject({ ...kept, full_name: 'Older' })
  })

  it('does not count another part as a change of this one', async () => {
    const { actor, intakeId } = await draft()
    const old = (await sectionView(actor, intakeId, 'identity', now)).revision
    await save(actor, intakeId, 'sec_consent', agree)
    await save(actor, intakeId, 'sec_identity', { full_name: 'Ida' }, old)
    expect((await stored(intakeId)).values.full_name).toBe('Ida')
  })

  it('tells who signs, by the age in the draft and the clinic’s age of consent, whoever fills it in', async () => {
    const { actor, intakeId } = await draft()
    const hints = async () =>
      Promise.all(
        [actor, world.one.physioA].map(async (by) => {
          const view = await sectionView(by, intakeId, 'consent', now)
          const props = {
            view,
            base: `/intakes/${intakeId}/fill`,
            save: async () => ({ status: 'idle' as const }),
          }
          return hint.exec(html(createElement(SectionScreen, props)))?.[0]
        }),
      )
    const hint = /Your full name, the same as above|Your parent or guardian signs here/
    const [own, guardian] = hint.source.split('|')
    expect(await hints()).toEqual([own, own])
    const born = { date_of_birth: `${Number(today.slice(0, 4)) - 17}-01-01`, guardian_name: 'Gita' }
    await save(actor, intakeId, 'sec_identity', { full_name: 'Vera', ...born })
    expect(await hints()).toEqual([guardian, guardian])
    const owner = ownerClient(db.ownerUrl)
    const setAge = (consentAge: number) =>
      owner.clinic.update({ where: { id: world.one.clinicId }, data: { consentAge } })
    await setAge(16)
    expect(await hints()).toEqual([own, own])
    await setAge(18)
    await owner.$disconnect()
  })

  it('asks for consent before anything about health', async () => {
    const { actor, intakeId } = await draft()
    await expect(save(actor, intakeId, 'sec_safety', { rf_lump: 'no' })).rejects.toThrow(Conflict)
  })

  it('signs the part about consent on going on, also what is stored already, and what changes by itself not', async () => {
    const { actor, intakeId } = await draft()
    await save(actor, intakeId, 'sec_identity', { full_name: 'Ida Beispiel', date_of_birth: '1991-04-02' })
    const day = (n: number) => new Date(now.getTime() + n * 86_400_000)
    const posted = { ...calmSection(section('sec_consent'), {}, today), consent_name: 'Ida Beispiel' }
    const goOn = async (answers: Answers, at: Date) => {
      const { revision } = await sectionView(actor, intakeId, 'consent', now)
      const input = { intakeId, section: section('sec_consent'), posted: answers, revision, strict: true }
      expect((await saveSection(actor, input, at)).errors).toEqual({})
    }
    const signedAt = async () => (await stored(intakeId)).answers?.consentAt
    await save(actor, intakeId, 'sec_consent', posted, undefined, day(0))
    expect(await signedAt()).toBeNull()
    await goOn(posted, day(1))
    expect(await signedAt()).toEqual(day(1))
    await goOn(posted, day(2))
    expect(await signedAt()).toEqual(day(1))
    const other = { ...posted, consent_share_doctor: 'no' }
    await save(actor, intakeId, 'sec_consent', other, undefined, day(3))
    expect(await signedAt()).toBeNull()
    await goOn(other, day(4))
    expect(await signedAt()).toEqual(day(4))
    await goOn(posted, day(5))
    expect(await signedAt()).toEqual(day(5))
    // Nor does a page sign what it does not show.
    const { revision } = await sectionView(actor, intakeId, 'consent', now)
    await save(actor, intakeId, 'sec_consent', other, undefined, day(6))
    const input = { intakeId, section: section('sec_consent'), posted, revision, strict: true }
    expect(await saveSection(actor, input, day(7))).toMatchObject({ clashes: [], errors: {}, stale: true })
    expect(await signedAt()).toBeNull()
    expect((await stored(intakeId)).values.consent_share_doctor).toBe('no')
    await goOn(other, day(8))
    expect(await signedAt()).toEqual(day(8))
  })

  it('stores nothing of somebody under 16', async () => {
    const { actor, intakeId } = await draft()
    const outcome = await save(actor, intakeId, 'sec_identity', {
      full_name: 'Kim',
      date_of_birth: '2012-01-01',
    })
    expect(outcome.underAge).toBe(true)
    expect((await stored(intakeId)).values).toEqual({})
  })
})

describe('sending', () => {
  it('refuses a blank and an unsigned form', async () => {
    const { actor, intakeId } = await draft()
    await expect(submitIntake(actor, intakeId, now)).rejects.toThrow(Invalid)
    await fillIn(actor, intakeId)
    await save(actor, intakeId, 'sec_consent', { consent_name: 'Somebody Else' })
    await expect(submitIntake(actor, intakeId, now)).rejects.toThrow(Invalid)
    expect((await stored(intakeId)).status).toBe('draft')
  })

  it('stores shown answers and calculated values, once, and nothing changes afterwards', async () => {
    const { actor, intakeId } = await draft()
    await fillIn(actor, intakeId)
    await save(actor, intakeId, 'sec_safety', { rf_trauma: 'yes', rf_trauma_days: '3' })
    await save(actor, intakeId, 'sec_safety', { rf_trauma: 'no' })
    const sent = await Promise.all([submitIntake(actor, intakeId, now), submitIntake(actor, intakeId, now)])
    expect(sent.map((one) => one.again).sort()).toEqual([false, true])
    const after = await stored(intakeId)
    expect(after.status).toBe('submitted')
    expect(after.values).not.toHaveProperty('rf_trauma_days')
    expect(after.answers?.derived).toMatchObject({ age_years: 34, index_side: 'left', surface_hard_pct: 100 })
    expect(after.answers?.consentAt).toEqual(expect.any(Date))
    expect(after.consentAge).toBe(18)
    expect(after.audit.filter((row) => row.type === 'intake.submitted')).toHaveLength(1)
    await expect(save(actor, intakeId, 'sec_impact', { fear_run: '9' })).rejects.toThrow(Conflict)
  })
})

describe('who may', () => {
  it('is the holder of that link alone', async () => {
    const mine = await draft()
    const other = await draft()
    const trespass = save(other.actor, mine.intakeId, 'sec_identity', { full_name: 'X' })
    await expect(trespass).rejects.toThrow(NotFound)
    await expect(submitIntake(other.actor, mine.intakeId, now)).rejects.toThrow(NotFound)
    await expect(formFrame(world.two.physioA, mine.intakeId, now)).rejects.toThrow(NotFound)
    await expect(formFrame(world.one.admin, mine.intakeId, now)).rejects.toThrow(NotFound)
    await expect(formFrame(world.one.a.actor, mine.intakeId, now)).rejects.toThrow(NotFound)
  })

  it('records that a physio filled it in for the patient', async () => {
    const { intakeId } = await draft()
    await save(world.one.physioA, intakeId, 'sec_identity', { full_name: 'Ida' })
    const after = await stored(intakeId)
    expect(after.filledById).toBe(world.one.physioA.accountId)
    const saved = after.audit.find((row) => row.type === 'intake.saved')
    expect(saved).toMatchObject({
      accountId: world.one.physioA.accountId,
      data: { section: 'sec_identity', onBehalf: true },
    })
  })

  it('says who filled it in by who sent it: with help of a physio, or by her', async () => {
    const { physioA } = world.one
    const hand = async (sender: 'patient' | 'physio') => {
      const { actor, intakeId } = await draft()
      await save(physioA, intakeId, 'sec_identity', { full_name: 'Ida' })
      const read = async () => (await triageIntake(physioA, intakeId, now)).handText
      expect(await read()).toBe(`Filled in with help of ${physioA.name}`)
      await fillIn(actor, intakeId)
      await submitIntake(sender === 'patient' ? actor : physioA, intakeId, now)
      return read()
    }
    expect(await hand('patient')).toBe(`Filled in with help of ${physioA.name}`)
    expect(await hand('physio')).toBe(`Filled in by ${physioA.name}`)
  })

  it('tells somebody under 18 to tell a parent, also when the flag about the age is settled', async () => {
    const { actor, intakeId } = await draft()
    const born = `${Number(today.slice(0, 4)) - 17}-01-01`
    const posted = { ...calmSection(section('sec_identity'), {}, today), date_of_birth: born }
    await save(actor, intakeId, 'sec_identity', posted)
    const owner = ownerClient(db.ownerUrl)
    await owner.redFlag.updateMany({
      where: { intakeId, flagId: 'flag_minor' },
      data: { resolvedAt: now, respondedAt: now },
    })
    await owner.$disconnect()
    await save(actor, intakeId, 'sec_consent', { consent_data: 'yes', consent_not_emergency: 'yes' })
    const { messages } = await save(actor, intakeId, 'sec_safety', { rf_deformity: 'yes' })
    expect(messages).toMatchObject({ level: 'emergency', guardian: expect.stringContaining('parent') })
  })
})
