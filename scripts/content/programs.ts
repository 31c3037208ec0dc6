/**
 * Writes lib/content/programs/*.ts from the clinical specification.
 * Usage: node scripts/content/programs.ts <folder that holds programmes.md>
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exerciseById } from '#lib/content/exercises/index.ts'
import type { Block, PhaseTemplate, ProgramTemplate, TemplateItem } from '#lib/content/programs/types.ts'
import { capitalized, plain, ticked } from './exercise-fields.ts'
import { parseItems } from './program-items.ts'
import { blockNames, noteOfRun, phaseLimits, phaseNames, programNames } from './program-names.ts'
import { prose } from './program-prose.ts'
import {
  type BeginnerWeek,
  defaults,
  readBeginnerWeeks,
  readParams,
  readStages,
  rowsOf,
} from './program-tables.ts'

const folder = process.argv[2]
if (!folder) throw new Error('Usage: node scripts/content/programs.ts <clinical folder>')
const source = readFileSync(join(folder, 'programmes.md'), 'utf8')
const target = new URL('../../lib/content/programs/', import.meta.url).pathname

const between = (from: string, to: string) => {
  const [a, b] = [source.indexOf(from), source.indexOf(to)]
  if (a < 0 || b < a) throw new Error(`No section from ${from} to ${to}`)
  return source.slice(a, b)
}
const params = readParams(between('## 1. ', '## 2. '))
const range = (text: string) => {
  const [min = 0, max] = text.split('–').map(Number)
  return { min, max: max ?? min }
}
/** 5.9 in items: neighbouring weeks with the same dose become one item; a lighter week takes one set less. */
function beginnerItems(weeks: readonly BeginnerWeek[], last: boolean): TemplateItem[] {
  const first = weeks[0]?.week ?? 1
  const items: TemplateItem[] = []
  for (const week of weeks) {
    const at = week.week - first + 1
    const until = last && week === weeks.at(-1) ? null : at
    for (const item of week.strength) {
      const dose = exerciseById(item.exerciseIds[0] ?? '')?.dose
      const sets = Math.max(1, (dose?.sets ?? 1) - (week.lighter ? 1 : 0))
      const light: TemplateItem['dose'] = !week.lighter
        ? { kind: 'default' }
        : dose?.reps
          ? { kind: 'reps', sets, reps: dose.reps }
          : { kind: 'hold', sets, holdSeconds: dose?.holdSeconds ?? 0 }
      const before = items.findIndex(
        (old) =>
          old.untilWeek === at - 1 &&
          old.exerciseIds[0] === item.exerciseIds[0] &&
          JSON.stringify(old.dose) === JSON.stringify(light),
      )
      const found = items[before]
      if (found) items[before] = { ...found, untilWeek: until }
      else
        items.push({
          ...item,
          dose: light,
          fromWeek: at,
          untilWeek: until,
          note: week.lighter ? 'Lighter week' : null,
        })
    }
    for (const run of week.runs)
      items.push({
        exerciseIds: [run.walk > 0 ? 'ex_rtr_walk_run' : 'ex_rtr_easy_run'],
        dose: { kind: 'minutes', sets: 1, minutes: run.repeats * (run.jog + run.walk) },
        frequency: { kind: 'weekly', min: run.days, max: run.days },
        fromWeek: at,
        untilWeek: until,
        optional: false,
        note: noteOfRun(run),
      })
  }
  return items
}

const beginnerWeeks = readBeginnerWeeks(between('### 5.9 ', '### 5.10 '))
const beginnerSpan: Readonly<Record<string, readonly [number, number]>> = {
  p1: [1, 4],
  p2: [5, 8],
  p3: [9, 10],
}

function readItems(section: string, phaseId: string): { weeks: string; items: TemplateItem[] } {
  if (phaseId.startsWith('prog_beginner_prevention')) {
    const [from = 1, to = 1] = beginnerSpan[phaseId.slice(-2)] ?? []
    const weeks = beginnerWeeks.filter((week) => week.week >= from && week.week <= to)
    return { weeks: String(to - from + 1), items: beginnerItems(weeks, phaseId.endsWith('p3')) }
  }
  const rows = rowsOf(section).filter((row) => row.length === 3 && row[0]?.startsWith(`\`${phaseId}\``))
  const items = rows.flatMap((row) => {
    const when = row[0]?.includes('(A,') ? 'Before the run' : row[0]?.includes('(B,') ? 'After the run' : null
    return parseItems(row[2] ?? '').map((item) => ({
      ...item,
      note: [when, when ? item.note?.toLowerCase() : item.note].filter(Boolean).join(', ') || null,
    }))
  })
  return { weeks: rows[0]?.[1] ?? '', items }
}

function readPhases(section: string): PhaseTemplate[] {
  const rules = rowsOf(section).filter((row) => row.length === 5 && row[0]?.startsWith('`prog_'))
  return rules.map((row) => {
    const id = ticked(row[0] ?? '')[0] ?? ''
    const { weeks, items } = readItems(section, id)
    const named = (text: string) =>
      (phaseLimits[id] ?? []).reduce((said, [number, limit]) => said.replace(number, limit), text)
    const [entryRule = '', exitRule] = [row[2], row[4]].map((cell) => named(ticked(cell ?? '')[0] ?? ''))
    return {
      id,
      name: phaseNames[id] ?? '',
      weeks: range(weeks),
      params: params.get(id) ?? defaults,
      items,
      entry: named(prose(row[1] ?? '')),
      entryRule,
      exit: named(prose(row[3] ?? '')),
      exitRule: exitRule || null,
    }
  })
}

const programs: ProgramTemplate[] = between('## 5. ', '## 6. ')
  .split(/^### /m)
  .slice(1)
  .map((section) => {
    const head = section.match(/^(5\.\d+) `(prog_\w+)` – (.*)$/m)
    const id = head?.[2] ?? ''
    const words = programNames[id]
    if (!head || !words) throw new Error(`No program in ${section.slice(0, 40)}`)
    return {
      id,
      section: head[1] ?? '',
      ...words,
      title: capitalized(plain(head[3] ?? '')),
      phases: readPhases(section),
    }
  })

const blocks: Block[] = rowsOf(between('## 4. ', '## 5. '))
  .filter((row) => row[0]?.startsWith('`blk_'))
  .map((row) => {
    const id = ticked(row[0] ?? '')[0] ?? ''
    const remark = row[3] ?? '–'
    const note = prose(remark.replace(/`adv_\w+`[,;]? ?/g, ''))
    return {
      id,
      name: blockNames[id] ?? '',
      first: parseItems(row[1] ?? '–'),
      later: parseItems(row[2] ?? '–'),
      advice: ticked(remark).filter((word) => word.startsWith('adv_')),
      note: note === '–' || note === '' ? null : note,
    }
  })

const write = (name: string, type: string, exported: string, value: unknown) =>
  writeFileSync(
    join(target, `${name}.ts`),
    `import type { ${type} } from './types.ts'\n\nexport const ${exported}: readonly ${type}[] = ${JSON.stringify(value)}\n`,
  )
const files = new Map([
  ['kneecap', ['prog_pfp_early', 'prog_pfp_late']],
  ['focus', ['prog_hip_focus', 'prog_quad_focus', 'prog_hamstring', 'prog_calf']],
  ['tendon', ['prog_patellar_tendon', 'prog_itb']],
  ['running', ['prog_beginner_prevention', 'prog_return_to_run', 'prog_warmup_cooldown', 'prog_maintenance']],
])
for (const [name, ids] of files)
  write(
    name,
    'ProgramTemplate',
    `${name}Programs`,
    programs.filter((program) => ids.includes(program.id)),
  )
write('blocks', 'Block', 'blocks', blocks)
write('stages', 'RunStage', 'runStages', readStages(between('### 6.2 ', '### 6.3 ')))
write(
  'beginner',
  'BeginnerRun',
  'beginnerRuns',
  beginnerWeeks.flatMap((week) => week.runs),
)
execFileSync('node_modules/.bin/biome', ['check', '--write', target], { stdio: 'inherit' })
console.log(`${programs.length} programs, ${blocks.length} blocks written`)
