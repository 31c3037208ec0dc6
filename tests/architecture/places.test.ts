import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { slowest } from '#tests/support/slowest-first.ts'

// What may stand only in some places: the making of an actor, and the files of a domain.

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith('prisma/generated'))

const source = ['app', 'components', 'lib', 'prisma', 'scripts'].flatMap(filesOf)
const named = (files: readonly string[], pattern: RegExp) =>
  files.filter((file) => pattern.test(readFileSync(file, 'utf8'))).sort()

test('an actor is made where it is known who asks, and nowhere else', () => {
  expect(
    named(source, /\bmint(Account|Link|System)Actor\b/),
    'A query or command takes its actor as an argument; a page gets one from lib/accounts/session.ts.',
  ).toEqual([
    'lib/access/actor.ts',
    'lib/accounts/session.ts',
    'lib/intake/visits/queries.ts',
    'lib/jobs/queries.ts',
    'prisma/seed/by-command.ts',
  ])
})

test('the fields of a literal are written in it, where the compiler knows those that do not belong there', () => {
  const everywhere = [...source, ...filesOf('tests')]
  expect(
    named(everywhere, /(?<!\{)\.\.\.\{/),
    'A literal that is spread into another one is not checked.',
  ).toEqual([])
})

const kinds = ['schema.ts', 'rules.ts', 'policy.ts', 'queries.ts', 'commands.ts', 'actions.ts']
/** What serves all domains, and the content, which is data. */
const noDomain = ['access', 'content', 'db', 'forms', 'http', 'rules']
/** Next to the sessions: what a password, a secret and a peer are, and the library that signs in. */
const besides = ['address', 'auth', 'passwords', 'peers', 'session', 'tokens'].map(
  (name) => `lib/accounts/${name}.ts`,
)

test('a domain has at most six kinds of files', () => {
  const others = filesOf('lib').filter((file) => {
    const [, domain = ''] = file.split('/')
    return file.split('/').length > 2 && !noDomain.includes(domain) && !kinds.includes(basename(file))
  })
  expect(
    others.sort(),
    `A large domain splits by noun into folders with the same names: ${kinds.join(', ')}.`,
  ).toEqual(besides)
})

test('an action stands in a file of actions, so that it closes over nothing of a page', () => {
  const marked = named(source, /^\s*'use server'/m)
  expect(marked.length).toBeGreaterThan(30)
  expect(
    marked.filter(
      (file) => !/^'use server'\n/.test(readFileSync(file, 'utf8')) || basename(file) !== 'actions.ts',
    ),
    'What an action closes over goes to the browser and back, encrypted with a key that may change.',
  ).toEqual([])
})

test('the tests that begin first are there', () => {
  expect(slowest.filter((file) => !existsSync(file))).toEqual([])
})

test('a test sets up the setting whose database it uses', () => {
  const forgets = filesOf('tests/integration').filter((file) => {
    const text = readFileSync(file, 'utf8')
    const settings = [...text.matchAll(/from '([^']+\/setting\.ts)'/g)].map(([, path = '']) =>
      path.startsWith('#') ? path.slice(1) : join(dirname(file), path),
    )
    return named(settings, /export async function setUp/).length > 0 && !text.includes('\nawait setUp()\n')
  })
  expect(forgets, 'Several files share a process: call `await setUp()` below the imports.').toEqual([])
})

test('every decision stands in the contents of DECISIONS.md', () => {
  const text = readFileSync('DECISIONS.md', 'utf8')
  const entries = [...text.matchAll(/^## (.*)$/gm)].map(([, title = '']) => title)
  const listed = [...text.matchAll(/^ {2}- \[(.*)\]\(#/gm)].map(([, title = '']) => title)
  expect(entries.length).toBeGreaterThan(100)
  expect(listed.toSorted()).toEqual(entries.toSorted())
})

const mapped = [
  'lib',
  'lib/intake',
  'lib/flags',
  'lib/programs',
  'lib/programs/progression',
  'lib/tracking',
  'components',
]

test('every folder of the map stands in it once, and nothing that is not there', () => {
  const listed = [...readFileSync('docs/map.md', 'utf8').matchAll(/^- `(.*?)` – /gm)].map(
    ([, folder = '']) => folder,
  )
  const there = mapped.flatMap((parent) =>
    readdirSync(parent, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${parent}/${name}`),
  )
  expect(
    listed.toSorted(),
    'Say in a sentence of docs/map.md what a new folder holds; take out one that went.',
  ).toEqual(there.toSorted())
})

test('what the documents name is there', () => {
  for (const file of ['README.md', 'docs/architecture.md']) {
    const text = readFileSync(file, 'utf8')
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, to = '']) =>
      join(dirname(file), to),
    )
    const named = [...text.matchAll(/`((?:app|components|lib|prisma|scripts|tests)\/[\w()[\]./-]+)`/g)].map(
      ([, path = '']) => path,
    )
    expect(
      [...links, ...named].filter((path) => !existsSync(path)),
      file,
    ).toEqual([])
  }
})
