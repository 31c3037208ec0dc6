import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'

// Imports only go down: app, components, lib, prisma (the generated client). Each refusal says where the code belongs.

type Floor = { folder: string; mayNot: { pattern: RegExp; because: string }[] }

const up = (folders: string, because: string) => ({ pattern: new RegExp(`^#(${folders})/`), because })

const floors: Floor[] = [
  {
    folder: 'lib',
    mayNot: [
      up(
        'app',
        'lib serves every screen. What a route needs belongs into a query or command that the route calls.',
      ),
      up(
        'components',
        'lib draws nothing. Give the data back and let a component in components/<domain> draw it.',
      ),
      up('scripts|tests', 'The product does not import its own tools. Move the shared part down into lib.'),
    ],
  },
  {
    folder: 'components',
    mayNot: [
      up('app', 'A component does not know its route. Pass what it needs as a prop from the page.'),
      up('scripts|tests', 'The product does not import its own tools.'),
      up('prisma', 'A component draws a view. The view type belongs into the queries.ts of its domain.'),
      {
        pattern: /^#lib\/db\//,
        because:
          'Only lib speaks to the database. Put the read into queries.ts and the write into commands.ts of the domain.',
      },
    ],
  },
  {
    folder: 'app',
    mayNot: [
      up('scripts|tests', 'The product does not import its own tools.'),
      {
        pattern: /^#(prisma\/|lib\/db\/(client|as-actor))/,
        because:
          'A route asks one query of lib and renders one screen. Put the read into queries.ts of the domain.',
      },
    ],
  },
]

const imports = /(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

/** The subpath that an import means, relative ones included. */
function meaning(file: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier
  return `#${relative(process.cwd(), join(file, '..', specifier))}`
}

function violations(file: string, text: string, floor: Floor): string[] {
  return [...text.matchAll(imports)].flatMap(([, specifier = '']) => {
    const target = meaning(file, specifier)
    const rule = floor.mayNot.find(({ pattern }) => pattern.test(target))
    return rule ? [`${file} imports ${specifier}: ${rule.because}`] : []
  })
}

test.each(floors)('$folder imports only downwards', (floor) => {
  const found = filesOf(floor.folder).flatMap((file) => violations(file, readFileSync(file, 'utf8'), floor))
  expect(found).toEqual([])
})

test('an import upwards is noticed, also a relative one', () => {
  const [lib] = floors
  if (!lib) throw new Error('no floors')
  expect(violations('lib/cases/rules.ts', "import { Page } from '#app/page.tsx'", lib)).toHaveLength(1)
  expect(
    violations('lib/cases/rules.ts', "import { Row } from '../../components/cases/row.tsx'", lib),
  ).toHaveLength(1)
  expect(violations('lib/cases/rules.ts', "import { z } from 'zod'", lib)).toEqual([])
})

test('the first floor decides nothing with the clock of the machine', () => {
  const rules = filesOf('lib').filter((file) => /\/(rules|schema|policy)\.ts$/.test(file))
  const found = rules.filter((file) => /\bDate\.now\(\)|new Date\(\)/.test(readFileSync(file, 'utf8')))
  expect(found, 'The clock is an argument of a rule: take `now` from the command or query.').toEqual([])
})
