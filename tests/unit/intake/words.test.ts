import { describe, expect, it } from 'vitest'
import { type Question, questionById, sectionById } from '#lib/content/intake/questionnaire.ts'
import { postedOf } from '#lib/intake/forms/posted/rules.ts'
import { answerInWords, derivedInWords, isDistance } from '#lib/intake/words/rules.ts'

function question(id: string): Question {
  const found = questionById.get(id)
  if (!found) throw new Error(id)
  return found
}
const words = (id: string, value: Parameters<typeof answerInWords>[1]) => answerInWords(question(id), value)

describe('answers in words', () => {
  it('says units, scales, dates, options and places', () => {
    expect(words('km_week_now', 12.5)).toBe('12.5 km')
    expect(words('symptom_weeks', 1)).toBe('1 week')
    expect(words('nprs_now', 3)).toBe('3 of 10')
    expect(words('surface_road_pct', 60)).toBe('60%')
    expect(words('date_of_birth', '1992-03-03')).toBe('3 Mar 1992')
    expect(words('rf_trauma', 'no')).toBe('No')
    expect(words('shoe_km', 'unknown')).toBe('I don’t know')
    expect(words('pain_zones', ['zone_shin:left', 'zone_calf:right'])).toBe('Shin (left); Calf (right)')
    expect(words('days_available', ['mon', 'wed', 'sat'])).toBe('Monday, Wednesday, Saturday')
    expect(words('equipment', ['mini_band', 'dumbbells'])).toBe('Small loop band, dumbbells')
    expect(words('goal_text', null)).toBeNull()
  })

  it('says calculated values with one decimal', () => {
    expect(derivedInWords('load_change_weekly_pct', 12.345)).toBe('12.3%')
    expect(derivedInWords('km_rise', -2)).toBe('−2 km')
    expect(derivedInWords('irritability', 'high')).toBe('High')
    expect(derivedInWords('bmi', null)).toBeNull()
  })

  it('knows a distance from a pace', () => {
    expect(isDistance(question('km_week_now'))).toBe(true)
    expect(isDistance(question('shoe_km'))).toBe(true)
    expect(isDistance(question('pace_easy'))).toBe(false)
  })
})

describe('what a page posts', () => {
  const posted = (id: string, fields: Record<string, string | string[]>) => {
    const section = sectionById.get(id)
    if (!section) throw new Error(id)
    return postedOf(section, fields)
  }

  it('brings miles to kilometers, for a table by one choice', () => {
    const running = {
      km_week_now: '10',
      runs_week_now: '3',
      distance__unit: 'mi',
      km_longest_now: '5',
      km_longest_now__unit: 'km',
    }
    expect(posted('sec_running', running)).toMatchObject({
      km_week_now: 16.09,
      runs_week_now: '3',
      km_longest_now: '5',
    })
    expect(posted('sec_shoes', { shoe_km: '100', shoe_km__unit: 'mi' })).toMatchObject({ shoe_km: '161' })
  })

  it('reads the places of the map, and takes a single one as the main spot', () => {
    expect(
      posted('sec_location', { pain_zones: 'left:zone_shin', __asked: ['pain_zones', 'pain_zone_main'] }),
    ).toEqual({
      pain_zones: ['zone_shin:left'],
      pain_zone_main: 'zone_shin:left',
    })
    expect(
      posted('sec_location', {
        pain_zones: ['left:zone_shin', 'left:zone_calf'],
        pain_zone_main: 'zone_thigh:left',
        __asked: ['pain_zones', 'pain_zone_main'],
      }).pain_zone_main,
    ).toBeNull()
  })

  it('reads a date of birth in three parts', () => {
    const parts = { 'date_of_birth.day': '3', 'date_of_birth.month': '3', 'date_of_birth.year': '1992' }
    expect(posted('sec_identity', parts)).toMatchObject({ date_of_birth: '1992-03-03' })
  })
})
