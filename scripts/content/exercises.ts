/**
 * Writes lib/content/exercises/*.ts from the clinical specification.
 * Usage: node scripts/content/exercises.ts <folder that holds exercises.md>
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Exercise, regions } from '#lib/content/exercises/types.ts'
import { capitalized, parseDose, plain, ticked, withoutAbove } from './exercise-fields.ts'

const folder = process.argv[2]
if (!folder) throw new Error('Usage: node scripts/content/exercises.ts <clinical folder>')
const source = readFileSync(join(folder, 'exercises.md'), 'utf8')
const target = new URL('../../lib/content/exercises/', import.meta.url).pathname

const fileOf = (region: string) => region.replaceAll(' ', '-')
const nameOf = (region: string) => region.replace(/[ -](\w)/g, (_, letter: string) => letter.toUpperCase())

function indexRegions(): Map<string, string> {
  const rows = source.matchAll(/^\| `(ex_\w+)` \| [^|]+ \| ([^|]+) \| [^|]+ \| [^|]+ \|$/gm)
  return new Map([...rows].map((row) => [row[1] ?? '', (row[2] ?? '').trim()]))
}

function field(block: string, label: string, id: string): string {
  const match = block.match(
    new RegExp(`\\*\\*${label}:\\*\\* (.*?)(?= (?:\\| )?\\*\\*[A-Z][\\w ]*:\\*\\*|$)`, 'm'),
  )
  if (!match?.[1]) throw new Error(`${id}: no field ${label}`)
  return match[1].trim()
}

const sentence = (text: string) => plain(text).replace(/\.$/, '')
const list = (text: string, separator: RegExp) =>
  sentence(text)
    .split(separator)
    .map((part) => part.trim())
    .filter(Boolean)

function readExercise(block: string, region: string): Exercise {
  const head = block.match(/^`(ex_\w+)` – (.*)$/m)
  const id = head?.[1]
  if (!id || !head?.[2]) throw new Error(`No heading in ${block.slice(0, 60)}`)
  const needs = field(block, 'Needs \\(intake `equipment`\\)', id)
  const chain = (label: string) => ticked(field(block, label, id))[0] ?? null
  return {
    id,
    name: plain(head[2]),
    region: region as Exercise['region'],
    targets: list(field(block, 'Targets', id), /, /),
    purpose: sentence(field(block, 'Purpose', id)),
    equipment: sentence(field(block, 'Equipment', id)),
    needs: ticked(needs) as unknown as Exercise['needs'],
    start: plain(field(block, 'Start', id)),
    steps: field(block, 'Steps', id)
      .split(/\s*\(\d+\) /)
      .filter(Boolean)
      .map(plain),
    faults: list(field(block, 'Common faults', id), /; /),
    dose: parseDose(field(block, 'Dose', id), id),
    progression: chain('Progression'),
    regression: chain('Regression'),
    caution: plain(field(block, 'Caution', id)),
    factors: ticked(field(block, 'Factors', id)),
    scene: ticked(field(block, 'Scene', id))[0] ?? '',
    poseStart: ticked(field(block, 'Pose start', id))[0] ?? '',
    poseEnd: ticked(field(block, 'Pose end', id))[0] ?? '',
  }
}

const byId = indexRegions()
const read = source
  .split(/^### /m)
  .filter((block) => block.startsWith('`ex_'))
  .map((block) => readExercise(block, byId.get(block.slice(1, block.indexOf('`', 1))) ?? ''))

const exercises: Exercise[] = []
for (const exercise of read) {
  const before = exercises.at(-1)
  const caution = capitalized(withoutAbove(exercise.caution ?? '', before?.caution ?? undefined))
  // A patient reads the caution by itself, where "none in particular" says nothing.
  const isNone = caution === 'None in particular.'
  exercises.push({
    ...exercise,
    start: withoutAbove(exercise.start, before?.start),
    caution: isNone ? null : caution,
  })
}

for (const region of regions) {
  const rows = exercises.filter((exercise) => exercise.region === region)
  const text = `import type { Exercise } from './types.ts'\n\nexport const ${nameOf(region)}Exercises: readonly Exercise[] = ${JSON.stringify(rows)}\n`
  writeFileSync(join(target, `${fileOf(region)}.ts`), text)
}
const imports = regions.map((r) => `import { ${nameOf(r)}Exercises } from './${fileOf(r)}.ts'`).join('\n')
writeFileSync(
  join(target, 'index.ts'),
  `${imports}
import type { Exercise } from './types.ts'

export const exercises: readonly Exercise[] = [${regions.map((r) => `...${nameOf(r)}Exercises`).join(', ')}]

const byId: ReadonlyMap<string, Exercise> = new Map(exercises.map((exercise) => [exercise.id, exercise]))

/** The exercise with this id; null when the library has none. */
export const exerciseById = (id: string): Exercise | null => byId.get(id) ?? null
`,
)
execFileSync('node_modules/.bin/biome', ['check', '--write', target], { stdio: 'inherit' })
console.log(`${exercises.length} exercises written`)
