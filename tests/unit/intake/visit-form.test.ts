import { describe, expect, test } from 'vitest'
import { reviewSections } from '#lib/content/intake/questionnaire.ts'
import { askedWith, given, pageBefore } from '#lib/intake/visit-form/rules.ts'
import {
  aimIds,
  sexId,
  visitFormInput,
  visitIds,
  visitSearch,
  visitSections,
} from '#lib/intake/visit-form/schema.ts'

describe('the form at the visit', () => {
  test('asks nothing that a form before a review asks, and nothing of who she is or consents to', () => {
    const review = reviewSections.flatMap(({ questions }) => questions.map(({ id }) => id))
    expect(review.filter((id) => visitIds.has(id))).toEqual([])
    expect(
      ['full_name', 'date_of_birth', 'consent_data', 'psfs_1_activity'].filter((id) => visitIds.has(id)),
    ).toEqual([])
    expect(
      ['shoe_km', 'warmup_freq', 'agg_squat', 'surface_road_pct', 'weight_kg'].every((id) =>
        visitIds.has(id),
      ),
    ).toBe(true)
  })

  test('asks beside the wanted question what opens it, and the parts of a whole together', () => {
    expect(askedWith(['warmup_min'])).toEqual(['warmup_min', 'warmup_freq'])
    expect(askedWith(['surface_road_pct'])).toHaveLength(6)
    expect(askedWith(['agg_squat'])).toEqual(['agg_squat'])
    for (const id of ['pain_zones', 'pain_zone_main'])
      expect(new Set(askedWith([id]))).toEqual(new Set(['pain_zones', 'pain_zone_main']))
    expect(askedWith(['km_week_before'])).toEqual(['km_week_before', 'load_recall_unknown'])
  })

  test('lets each question be left open, and reads only ids that it knows', () => {
    const [section] = visitSections(['shoe_km', 'shoe_wear'])
    expect(section?.questions.map(({ id, required }) => [id, required])).toEqual([
      ['shoe_km', 'O'],
      ['shoe_wear', 'O'],
    ])
    expect(visitSearch.parse({ ask: 'shoe_km,full_name,nothing,shoe_km' }).ask).toEqual(['shoe_km'])
    expect(visitSearch.parse({}).ask).toEqual([])
    expect(
      given(
        { shoe_wear: [], shoe_km: 800, shoe_pairs: null, sleep_hours: 5 },
        new Set(['shoe_wear', 'shoe_km', 'shoe_pairs']),
      ),
    ).toEqual({ shoe_km: 800 })
  })

  test('takes what she remembers now, and keeps that she had forgotten it where she says nothing', () => {
    const asked = new Set(['load_recall_unknown', 'km_week_before', 'shoe_km'])
    const none = { load_recall_unknown: 'no', km_week_before: null }
    expect(given({ ...none, shoe_km: 800 }, asked)).toEqual({ shoe_km: 800 })
    expect(given({ load_recall_unknown: 'yes' }, asked)).toEqual({ load_recall_unknown: 'yes' })
    expect(given({ ...none, km_week_before: 20 }, asked)).toEqual({
      load_recall_unknown: 'no',
      km_week_before: 20,
    })
  })

  test('asks goals, events and the sex at birth anew, and takes an emptied goal for one that was given up', () => {
    expect([...aimIds, sexId].every((id) => visitIds.has(id))).toBe(true)
    expect(
      given({ goal_km_week: null, sex_at_birth: null }, new Set(['goal_km_week', 'sex_at_birth'])),
    ).toEqual({
      goal_km_week: null,
    })
    expect([pageBefore('x', aimIds), pageBefore('x', ['shoe_km'])]).toEqual([
      '/cases/x/intake',
      '/cases/x/factors',
    ])
  })

  test('takes a distance in miles', () => {
    const of = { id: '01890000-0000-7000-8000-000000000001', caseId: '01890000-0000-7000-8000-000000000002' }
    const posted = visitFormInput.parse({ ...of, ask: 'shoe_km', shoe_km: '300', shoe_km__unit: 'mi' })
    expect(posted.posted).toEqual({ shoe_km: '483' })
    expect(visitFormInput.safeParse({ ...of, ask: 'full_name' }).success).toBe(false)
    // A field as it was drawn is what was stored, whatever the rounding; a changed one is what was typed.
    const goal = (goal_km_week: string, unit = 'mi') =>
      visitFormInput.parse({
        ...of,
        ask: 'goal_km_week,shoe_km',
        goal_km_week,
        goal_km_week__was: '40',
        goal_km_week__unit: unit,
        shoe_km: '405',
        shoe_km__was: '651',
        shoe_km__unit: 'mi',
      }).posted
    expect(goal('24.85')).toEqual({ goal_km_week: '40', shoe_km: '651' })
    expect(goal('25')).toMatchObject({ goal_km_week: 40.23 })
    expect(goal('40', 'km')).toMatchObject({ goal_km_week: '40' })
  })
})
