import { expect, it } from 'vitest'
import { FormScreen } from '#components/outcomes/form-screen.tsx'
import { newId } from '#lib/ids.ts'
import { languageTag } from '#lib/outcomes/entries/schema.ts'
import type { FormView } from '#lib/outcomes/forms/schema.ts'
import { html } from '../components/render.ts'

it('a language is one that browsers take', () => {
  for (const tag of ['en', 'de-CH', 'zh-Hant', 'rm']) expect(languageTag.parse(tag)).toBe(tag)
  for (const tag of ['de-DE-CH', 'en-a', 'english', 'de_CH', ''])
    expect(languageTag.safeParse(tag).success, tag).toBe(false)
})

it('a tag that was kept before takes no form down', () => {
  const form = {
    caseId: newId(),
    measure: 'groc',
    title: 'Form',
    intro: '',
    packId: null,
    supersedes: null,
    values: {},
    questions: [{ id: 'groc_1', text: 'How?', ends: null, choices: [{ value: '1', label: 'One' }] }],
    language: 'de-DE-CH',
    languages: ['de-DE-CH', 'ar'],
    untilText: null,
    due: true,
  } as unknown as FormView & { due: boolean }
  const drawn = html(<FormScreen form={form} id={newId()} missing={null} />)
  expect(drawn).toContain('de-DE-CH')
  expect(drawn).toContain('dir="auto"')
})
