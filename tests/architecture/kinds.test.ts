import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { expect, test } from 'vitest'

// What the six kinds of files of a domain may import, by the name of the file. A type that is imported alone is gone in the build.

type Kind = {
  may: readonly string[]
  /** What it may import types of besides. */
  types?: readonly string[]
  because: string
}

const words = ['content', 'dates', 'language']
const pure = [...words, 'errors', 'access', 'stamp', 'zod']
const database = ['db', 'prisma', 'ids', 'server-only', 'tokens', 'next', 'react']

const kinds: Readonly<Record<string, Kind>> = {
  schema: {
    may: ['schema', ...words, 'forms', 'zod'],
    types: ['rules', 'prisma'],
    because: 'A schema says what comes in and goes out. What decides belongs into rules.ts.',
  },
  rules: {
    may: ['schema', 'rules', ...pure, 'forms'],
    types: ['prisma'],
    because:
      'A rule is given what it decides about. What reads or writes belongs into queries.ts or commands.ts, a type into schema.ts.',
  },
  policy: {
    may: ['schema', 'policy', 'access', 'prisma', 'server-only'],
    because: 'Who may is asked of the actor and the row alone.',
  },
  queries: {
    may: ['schema', 'rules', 'policy', 'queries', 'audit', ...pure, ...database],
    because:
      'A query writes nothing but that somebody read. What both need belongs into rules.ts or queries.ts.',
  },
  commands: {
    may: ['*'],
    because: 'A command knows no form.',
  },
  actions: {
    may: ['schema', 'rules', 'commands', 'forms', 'access', 'errors', 'dates', 'accounts', 'log', 'next'],
    because: 'An action is the command behind a form. What it needs to know is for the command to say.',
  },
}

/** What is so on purpose, and why. */
const onPurpose: Readonly<Record<string, string>> = {
  'lib/intake/drafts/schema.ts > lib/intake/forms/posted/rules.ts':
    'What a form posts is read while it is parsed.',
  'lib/alerts/logs/queries.ts > lib/flags/told/commands.ts':
    'That a message stands on a page is kept by the statement that reads it.',
  'lib/intake/drafts/queries.ts > lib/flags/told/commands.ts':
    'Words count as read once the page that has them is drawn.',
  'lib/intake/drafts/actions.ts > lib/intake/drafts/queries.ts':
    'Where a form goes on depends on what its pages say once it is saved.',
  'lib/patients/invite/rules.ts > uqr': 'A code to scan is worked out from an address alone.',
}

/** What serves all domains. */
const floors = ['access', 'content', 'db', 'forms', 'http', 'rules']

/** The word for it in the table. */
function nameOf(target: string): string {
  const [floor = '', domain = ''] = target.split('/')
  if (floor === '#prisma') return 'prisma'
  if (floor !== '#lib') return floor
  const kind = basename(target, '.ts')
  if (floors.includes(domain)) return domain === 'rules' ? 'language' : domain
  if (target === '#lib/audit/commands.ts') return 'audit'
  if (domain === 'accounts' && !(kind in kinds)) return kind === 'tokens' ? 'tokens' : 'accounts'
  return kind
}

const imports = /^(?:import|export) (type )?(\{[^}]*\}|[\w*, ]+)? ?(?:from )?'([^']+)'/gm

/** Whether nothing but types is named. */
const typesAlone = (names: string) =>
  names.startsWith('{') &&
  names
    .slice(1, -1)
    .split(',')
    .every((name) => name.trim() === '' || name.trim().startsWith('type '))

function violations(file: string, text: string): string[] {
  const kind = kinds[basename(file, '.ts')]
  if (!kind) return []
  return [...text.matchAll(imports)].flatMap(([, type, names = '', specifier = '']) => {
    const target = specifier.startsWith('.')
      ? `#${relative(process.cwd(), join(process.cwd(), file, '..', specifier))}`
      : specifier
    const may = type || typesAlone(names) ? [...kind.may, ...(kind.types ?? [])] : kind.may
    const name = nameOf(target)
    const allowed = may.includes(name) || (may.includes('*') && name !== 'actions')
    return allowed ? [] : [`${file} > ${target.replace('#', '')}`]
  })
}

const domains = readdirSync('lib', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((file) => !floors.includes(file.split('/')[1] ?? ''))
  .sort()

test.each(Object.entries(kinds))('%s.ts imports what it may', (name, { because }) => {
  const files = domains.filter((file) => basename(file) === `${name}.ts`)
  expect(files.length).toBeGreaterThan(5)
  const found = files.flatMap((file) => violations(file, readFileSync(file, 'utf8')))
  const known = Object.keys(onPurpose).filter((one) => one.split(' ')[0]?.endsWith(`/${name}.ts`))
  expect(found, because).toEqual(known)
})

test('a value is noticed where a type may be, and a command in a query', () => {
  const file = 'lib/cases/schema.ts'
  expect(
    violations(file, "import type { A } from './rules.ts'\nimport { type B } from './rules.ts'\n"),
  ).toEqual([])
  expect(violations(file, "import { type A, b } from './rules.ts'\n")).toEqual([
    `${file} > lib/cases/rules.ts`,
  ])
  expect(violations('lib/cases/queries.ts', "export { a } from './team/commands.ts'\n")).toHaveLength(1)
  expect(violations('lib/cases/rules.ts', "import {\n  a,\n  b,\n} from '#lib/db/turns.ts'\n")).toHaveLength(
    1,
  )
})
