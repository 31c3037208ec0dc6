/**
 * Brings the questionnaire over from the clinical specification into typed data:
 *
 *   node scripts/content/intake.ts ../shared/clinical/intake.md
 *
 * It writes lib/content/intake/sections/*.ts, zones.ts, derived.ts, checks.ts and review.ts. What the product ships is
 * that data; labels, hints and groups beside it are kept by hand.
 */
import { readFileSync } from 'node:fs'
import type { OptionSpec, QuestionSpec, QuestionType } from '#lib/content/intake/types.ts'
import { readLimits } from '#scripts/content/intake-limits.ts'
import { assertNamed, withNames } from '#scripts/content/limits.ts'
import { american, cell, onlyTicked, sectionLines, tableRows, ticked } from '#scripts/content/markdown.ts'
import { writeData } from '#scripts/content/write.ts'

const source = readFileSync(process.argv[2] ?? '../shared/clinical/intake.md', 'utf8')
const target = 'lib/content/intake'

const types: readonly QuestionType[] = [
  'text',
  'long_text',
  'integer',
  'decimal',
  'date',
  'boolean',
  'single',
  'multi',
  'nprs',
  'bodychart',
]

const gridScale: OptionSpec[] = ['none', 'mild', 'moderate', 'severe', 'not_tried'].map((id) => ({ id }))

function readType(answer: string): QuestionType {
  const word = /^[a-z_]+/.exec(answer)?.[0]
  const type = types.find((known) => known === word)
  if (!type) throw new Error(`Type not understood: ${answer}`)
  return type
}

function readOptions(answer: string, zones: readonly string[]): OptionSpec[] {
  if (answer.includes('grid scale')) return gridScale
  if (/zones of 1\.2/.test(answer)) return zones.map((id) => ({ id }))
  const list = answer.slice(answer.indexOf(':') + 1)
  return [...list.matchAll(/`([a-z0-9_]+)`(?: \(([^)]*(?:\([^)]*\))?[^)]*)\))?/g)].map((match) => {
    const note = match[2] ?? ''
    const quoted = /^"([^"]+)"$/.exec(note)?.[1]
    return {
      id: match[1] ?? '',
      ...(quoted ? { label: quoted } : {}),
      ...(note === 'exclusive' ? { exclusive: true as const } : {}),
    }
  })
}

function readQuestion(row: Record<string, string>, zones: readonly string[]): QuestionSpec {
  const answer = cell(row, 'Type and options')
  const type = readType(answer)
  const limitWords = cell(row, 'Limits / validation')
  const limits = readLimits(limitWords, type, answer)
  const showIf = cell(row, 'Show if')
  const required = cell(row, 'Req')
  if (required !== 'R' && required !== 'C' && required !== 'O')
    throw new Error(`Req not understood: ${required}`)
  const hasOptions = ['single', 'multi', 'bodychart'].includes(type)
  return {
    id: onlyTicked(cell(row, 'id')),
    wording: american(cell(row, 'Wording for the patient')),
    type,
    ...(hasOptions ? { options: readOptions(answer, zones) } : {}),
    ...(Object.keys(limits).length > 0 ? { limits } : {}),
    required,
    showIf: showIf === 'always' ? 'always' : onlyTicked(showIf),
    ...(limitWords === 'default `no`' ? { default: 'no' as const } : {}),
    why: american(cell(row, 'Why').replaceAll('`', '')),
  }
}

const zoneRows = tableRows(sectionLines(source, '### 1.2 Body-chart zones'))
const zones = zoneRows.map((row) => ({
  id: onlyTicked(cell(row, 'zone id')),
  label: cell(row, 'Patient label on the chart'),
  area: cell(row, 'Area'),
}))

const derived = tableRows(sectionLines(source, '### 1.1 Derived values')).map((row) => {
  const id = onlyTicked(cell(row, 'id'))
  const definition = withNames(id, cell(row, 'Definition'))
  const cases = [...definition.matchAll(/`([a-z]+)`: `([^`]+)`/g)].map((match) => ({
    option: match[1] ?? '',
    rule: match[2] ?? '',
  }))
  return {
    id,
    definition: american(definition.replaceAll('`', '').replace(/ \*\*\[EO\]\*\*.*$/, '')),
    nullWhen: cell(row, 'Null when').replaceAll('`', ''),
    ...(cases.length > 0 ? { cases } : {}),
  }
})

assertNamed(derived.map(({ id }) => id))

const headings = [...source.matchAll(/^## \d+\. Section [A-P] – (.+) \(`(sec_([a-z]+))`\)$/gm)]
for (const heading of headings) {
  const [line, title = '', id = '', name = ''] = heading
  const rows = tableRows(sectionLines(source, line))
  const questions = rows.map((row) =>
    readQuestion(
      row,
      zones.map((zone) => zone.id),
    ),
  )
  writeData(`${target}/sections/${name}.ts`, 'SectionSpec', '#lib/content/intake/types.ts', {
    [name]: { id, title, questions },
  })
}

const completion = sectionLines(source, '## 18. Completion rules')
const checkLine = completion.find((line) => line.startsWith('2. ')) ?? ''
const reviewLine = completion.find((line) => line.startsWith('4. ')) ?? ''
/** Of section 5: an injury makes `sudden_injury` expected. 18.2 names the onset little by little alone. */
const onsetCheck = 'onset_type = sudden_no_injury AND rf_trauma = yes'
const checkRules = [...ticked(checkLine).filter((text) => /[=<>]/.test(text)), onsetCheck]

const confirmItems = /except the history items (.+?), which show/.exec(reviewLine)?.[1] ?? ''
const reviewIds = ticked(
  reviewLine.replace('`psfs_1_score`–`psfs_3_score`', '`psfs_1_score`, `psfs_2_score`, `psfs_3_score`'),
)
  .filter((id) => !['ind_review_due', 'review.md', 'yes', 'rf_trauma'].includes(id))
  .filter((id) => !ticked(confirmItems).includes(id))

writeData(`${target}/zones.ts`, 'readonly ZoneSpec[]', '#lib/content/intake/types.ts', { zones })
writeData(`${target}/derived.ts`, 'readonly DerivedSpec[]', '#lib/content/intake/types.ts', {
  derivedSpecs: derived,
})
writeData(`${target}/checks.ts`, 'readonly string[]', null, { crossCheckRules: checkRules })
writeData(`${target}/review.ts`, 'readonly string[]', null, {
  reviewQuestionIds: reviewIds,
  reviewConfirmIds: [...ticked(confirmItems), 'medical_conditions', 'medications'],
})
