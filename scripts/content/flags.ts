/**
 * Brings the red flags over from the clinical specification into typed data:
 *
 *   node scripts/content/flags.ts ../shared/clinical/red-flags.md
 *
 * It writes lib/content/flags/table.ts, additional.ts, lines.ts, messages.ts, log-safety.ts and ottawa.ts.
 */
import { readFileSync } from 'node:fs'
import type { Block, FlagSpec, FlagTargetSpec, TargetTime, Urgency } from '#lib/content/flags/types.ts'
import { blocks, urgencies } from '#lib/content/flags/types.ts'
import { assertNamed, withNames } from '#scripts/content/limits.ts'
import { american, cell, onlyTicked, sectionLines, tableRows, ticked } from '#scripts/content/markdown.ts'
import { writeData } from '#scripts/content/write.ts'

const source = readFileSync(process.argv[2] ?? '../shared/clinical/red-flags.md', 'utf8')
const target = 'lib/content/flags'
const types = '#lib/content/flags/types.ts'

function urgencyOf(word: string): Urgency {
  const found = urgencies.find((urgency) => urgency === word)
  if (!found) throw new Error(`Urgency not understood: ${word}`)
  return found
}

function blockOf(word: string): Block {
  const found = blocks.find((block) => block === word)
  if (!found) throw new Error(`Block not understood: ${word}`)
  return found
}

const defaultBlocks = new Map(
  tableRows(sectionLines(source, '## 2. Urgency levels'))
    .filter((row) => 'level' in row)
    .map((row) => {
      const block = /default block `([a-z]+)`/.exec(cell(row, 'System behaviour'))?.[1] ?? ''
      return [urgencyOf(onlyTicked(cell(row, 'level'))), blockOf(block)] as const
    }),
)

function timeOf(text: string): TargetTime {
  const found = /^(\d+) (d|wd)$/.exec(text)
  if (!found) throw new Error(`Target not understood: ${text}`)
  return found[2] === 'wd' ? { workingDays: Number(found[1]) } : { days: Number(found[1]) }
}

function targetOf(text: string): FlagTargetSpec | null {
  if (text === '–') return null
  const graded = /^(\d+ w?d) when `([^`]+)`, else (\d+ w?d)$/.exec(text)
  if (!graded) return { default: timeOf(text) }
  const [, short = '', rule = '', long = ''] = graded
  return { default: timeOf(long), when: { rule, time: timeOf(short) } }
}

const plain = (text: string): string =>
  american(text.replaceAll(' **[EO]**', '').replaceAll('`', '').replaceAll(' →', ':'))

const flagRows = tableRows(sectionLines(source, '## 3. Flag table')).filter((row) => 'Urgency' in row)
const flags: FlagSpec[] = flagRows.map((row) => {
  const urgency = urgencyOf(onlyTicked(cell(row, 'Urgency')))
  const block = cell(row, 'Block')
  const fallback = defaultBlocks.get(urgency)
  if (!fallback) throw new Error(`No default block for ${urgency}`)
  const id = onlyTicked(cell(row, 'flag id'))
  return {
    id,
    trigger: withNames(id, onlyTicked(cell(row, 'Trigger'))),
    urgency,
    block: block === '–' ? fallback : blockOf(onlyTicked(block)),
    target: targetOf(cell(row, 'Target')),
    supersededBy: ticked(cell(row, 'Superseded by')),
    physioText: withNames(id, plain(cell(row, 'What the physiotherapist sees'))),
    reference: cell(row, 'Ref'),
  }
})

const additional = tableRows(sectionLines(source, '### 3.2 Additional triggers')).map((row) => {
  const from = cell(row, 'Source')
  if (from !== 'assessment' && from !== 'log') throw new Error(`Source not understood: ${from}`)
  const flagId = onlyTicked(cell(row, 'flag id'))
  return {
    flagId,
    source: from,
    rule: withNames(flagId, onlyTicked(cell(row, 'Rule'))),
    note: withNames(flagId, plain(cell(row, 'Note'))),
  }
})
assertNamed(flags.map(({ id }) => id))

const quoted = (text: string): string | null => /^"(.+)"$/.exec(text)?.[1] ?? null

const messageRows = tableRows(sectionLines(source, '### 3.1 Patient messages'))
const messages = Object.fromEntries(
  messageRows
    .filter((row) => 'level' in row)
    .map((row) => [urgencyOf(onlyTicked(cell(row, 'level'))), quoted(cell(row, 'Message'))]),
)
const lineColumn = 'Flag-specific line for the patient (never names a disease)'
const lines = messageRows
  .filter((row) => lineColumn in row)
  .map((row) => ({ text: quoted(cell(row, lineColumn)), flagIds: ticked(cell(row, 'Used for')) }))

const logSection = sectionLines(source, '## 5. Safety question in every log')
const logOptions = tableRows(logSection)
  .filter((row) => 'option' in row)
  .map((row) => ({ id: ticked(cell(row, 'option'))[0], label: cell(row, 'Wording for the patient') }))

const ottawa = tableRows(sectionLines(source, '### 4.1 Ottawa knee rule')).map((row) => ({
  item: Number(cell(row, '#')),
  label: cell(row, 'Item'),
  rule: onlyTicked(cell(row, 'Rule')),
}))

writeData(`${target}/table.ts`, 'readonly FlagSpec[]', types, { flagTable: flags })
writeData(`${target}/additional.ts`, 'readonly AdditionalTrigger[]', types, {
  additionalTriggers: additional,
})
writeData(`${target}/lines.ts`, 'readonly FlagLine[]', types, { flagLines: lines })
writeData(`${target}/messages.ts`, 'Readonly<Record<Urgency, string | null>>', types, {
  levelMessages: messages,
})
writeData(`${target}/log-safety.ts`, 'readonly { readonly id: string; readonly label: string }[]', null, {
  logSafetyOptions: logOptions,
})
writeData(
  `${target}/ottawa.ts`,
  'readonly { readonly item: number; readonly label: string; readonly rule: string }[]',
  null,
  { ottawaItems: ottawa },
)
