import { describe, expect, it } from 'vitest'
import { exerciseById } from '#lib/content/exercises/index.ts'
import {
  beginnerRuns,
  blockById,
  blocks,
  phaseTemplateById,
  programTemplates,
  runStages,
  templateById,
} from '#lib/content/programs/index.ts'

const phases = programTemplates.flatMap((program) => program.phases)
const items = [...phases.flatMap((p) => p.items), ...blocks.flatMap((b) => [...b.first, ...b.later])]

describe('program templates', () => {
  it('holds the twelve programs in order, and twenty blocks', () => {
    expect(programTemplates.map((p) => p.section)).toEqual(Array.from({ length: 12 }, (_, i) => `5.${i + 1}`))
    expect(blocks).toHaveLength(20)
    expect(new Set(phases.map((p) => p.id)).size).toBe(phases.length)
    expect(phases).toHaveLength(29)
  })

  it('prescribes only exercises that exist', () => {
    const unknown = items.flatMap((item) => item.exerciseIds).filter((id) => !exerciseById(id))
    expect(unknown).toEqual([])
    expect(items.length).toBeGreaterThan(150)
  })

  it.each(phases.map((p) => [p.id, p] as const))('%s has items, weeks, a name and rules', (id, phase) => {
    expect(phase.items.length).toBeGreaterThan(0)
    expect(phase.name).not.toBe('')
    expect(phase.weeks.min > 0 && phase.weeks.max >= phase.weeks.min).toBe(true)
    expect(phase.entryRule).not.toBe('')
    if (!['prog_warmup_cooldown_p1', 'prog_maintenance_p1'].includes(id)) expect(phase.exitRule).toBeTruthy()
    for (const text of [phase.entry, phase.exit]) expect(text).not.toMatch(/[_`<>≤≥→]|\.md/)
  })

  it('keeps the parameters of the phases that differ', () => {
    expect(phaseTemplateById('prog_pfp_early_p1')?.params).toMatchObject({
      runLimit: 2,
      exLimit: 3,
      amberOk: false,
    })
    expect(phaseTemplateById('prog_pfp_late_p2')?.params).toMatchObject({
      runLimit: 3,
      exLimit: 5,
      amberOk: true,
    })
    expect(phaseTemplateById('prog_patellar_tendon_p3')?.params).toMatchObject({ exLimit: 3, hopLimit: 3 })
    expect(phaseTemplateById('prog_maintenance_p1')?.params.sessionsPerWeek).toBe(2)
    expect(phaseTemplateById('prog_itb_p1')?.params).toMatchObject({
      runLimit: 2,
      exLimit: 5,
      sessionsPerWeek: 3,
    })
  })

  it('names programs and phases as people read them', () => {
    expect(templateById('prog_pfp_early')?.name).toBe('Kneecap pain, early')
    expect(templateById('prog_pfp_late')?.phases.map((p) => p.name)).toEqual(['Late 1', 'Late 2'])
    expect(templateById('prog_none')).toBeNull()
    for (const program of programTemplates) expect(program.name && program.purpose).toBeTruthy()
    for (const block of blocks) expect(block.name).not.toBe('')
  })

  it('reads alternatives, later weeks, options and notes', () => {
    const [holds] = templateById('prog_patellar_tendon')?.phases[0]?.items ?? []
    expect(holds).toMatchObject({
      exerciseIds: ['ex_quad_ext_iso', 'ex_quad_spanish_squat'],
      note: 'Rest 120 s, about 70 % effort',
    })
    const bound = phaseTemplateById('prog_patellar_tendon_p4')?.items.find(
      (i) => i.exerciseIds[0] === 'ex_ply_bound',
    )
    expect(bound).toMatchObject({ fromWeek: 3, optional: false })
    expect(blockById('blk_load_education')?.advice).toHaveLength(4)
  })

  it('runs the beginner through ten weeks, lighter in weeks 4 and 8', () => {
    expect(beginnerRuns.map((r) => r.repeats * r.jog)).toEqual([
      6, 7, 10.5, 7, 15, 17.5, 20, 17.5, 24, 26, 25,
    ])
    const light = phaseTemplateById('prog_beginner_prevention_p1')?.items.filter(
      (i) => i.note === 'Lighter week',
    )
    expect(light?.map((i) => [i.exerciseIds[0], i.fromWeek, i.dose])).toContainEqual([
      'ex_calf_raise_double',
      4,
      { kind: 'reps', sets: 2, reps: 15 },
    ])
    const due = (week: number) =>
      phaseTemplateById('prog_beginner_prevention_p1')?.items.filter(
        (i) => i.fromWeek <= week && week <= (i.untilWeek ?? 99),
      ) ?? []
    for (const week of [1, 2, 3, 4]) expect(due(week)).toHaveLength(5)
  })

  it('has a stage table whose minutes add up', () => {
    expect(runStages.map((s) => s.stage)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    for (const s of runStages) {
      expect(s.repeats * s.jog).toBe(s.jogTotal)
      expect(s.repeats * (s.jog + s.walk)).toBe(s.session)
    }
  })
})
