import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { isSameOrigin } from '#lib/forms/origin.ts'
import { ownUrl } from '#lib/own-url.ts'
import { dropSecrets, inputs } from '#scripts/process/build.ts'
import { addressOf } from '#scripts/process/serve.ts'

const compose = readFileSync('docker-compose.yml', 'utf8')
const example = readFileSync('.env.example', 'utf8')
const readme = readFileSync('README.md', 'utf8')

/** The text of one service. */
const service = (name: string) =>
  compose.split(/^ {2}(?=\w+:$)/m).find((part) => part.startsWith(`${name}:`)) ?? ''
/** As compose fills it in from an example with the secrets and nothing else changed. */
const filledIn = (text: string) => text.replace(/\$\{PORT:-3000\}/g, /^PORT=(\d+)$/m.exec(example)?.[1] ?? '')
const defaultUrl = (name: string) =>
  /STEPWISE_URL: \$\{STEPWISE_URL:-(.+?)\}/.exec(filledIn(service(name)))?.[1] ?? ''
const post = (origin: string, host = new URL(origin).host) => isSameOrigin(new Headers({ origin, host }))

afterEach(() => vi.unstubAllEnvs())

describe('following the README with Docker', () => {
  test('the first admin opens the link that was printed, and signs in there', () => {
    vi.stubEnv('STEPWISE_URL', defaultUrl('migrate'))
    const link = new URL(`${ownUrl()}/invitation/x`)
    vi.stubEnv('STEPWISE_URL', defaultUrl('app'))
    const [, published] = /"127\.0\.0\.1:(\d+):3000"/.exec(filledIn(service('app'))) ?? []
    expect(link.port).toBe(published)
    expect(post(link.origin)).toBe(true)
  })

  test('an example that was filled in sets no address and no mail server of somebody else', () => {
    expect(example).not.toMatch(/^(STEPWISE_URL|SMTP_URL)=/m)
    // What takes a mail without sending it runs only for whoever asks for it.
    expect(service('app')).toContain(`SMTP_URL: \${SMTP_URL:-}`)
    expect(service('mail')).toContain('profiles: [try]')
  })

  test('an example that was filled in sends nothing of a container to the container itself', () => {
    const asked = new Set([...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name))
    const set = [...example.matchAll(/^([A-Z_]+)=(.+)$/gm)].filter(([, name]) => asked.has(name))
    expect(asked.size).toBeGreaterThan(5)
    expect(set.filter(([, , value]) => /localhost|127\.0\.0\.1/.test(value ?? ''))).toEqual([])
  })

  test('the example names every password that compose asks for, and nothing that compose does not read', () => {
    const asked = new Set([...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name ?? ''))
    const named = new Set([...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name ?? ''))
    expect([...named].filter((name) => !asked.has(name))).toEqual([])
    expect([...asked].filter((name) => name.endsWith('PASSWORD') && !named.has(name))).toEqual([])
    // A value with a sign that a shell reads stands in quotes.
    expect(example).not.toMatch(/^#?[A-Z_]+=[^"\n]*[<> ]/m)
  })

  test('everything that the README lists reaches the app, or has no meaning there', () => {
    const listed = [...readme.matchAll(/^\| `([A-Z_]+)`(?:, `([A-Z_]+)`)? \|/gm)].flatMap(([, ...names]) =>
      names.filter(Boolean),
    )
    const ofStart = [
      'PORT',
      'HOST',
      'STEPWISE_DATA_DIR',
      'DATABASE_OWNER_URL',
      'STEPWISE_PREPARED_STATEMENTS',
    ]
    expect(listed.length).toBeGreaterThan(10)
    expect(listed.filter((name) => !ofStart.includes(name) && !service('app').includes(`${name}:`))).toEqual(
      [],
    )
    expect(readFileSync('Dockerfile', 'utf8')).toContain(`--max-old-space-size=\${STEPWISE_HEAP_MB:-384}`)
  })
})

test('an image is made of what a build and the commands need, and of nothing that somebody put here', () => {
  const lines = readFileSync('.dockerignore', 'utf8').split('\n')
  expect(lines.find((line) => line && !line.startsWith('#'))).toBe('*')
  const taken = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
  expect(
    [...inputs, 'scripts', 'prisma.config.ts', '.npmrc'].filter((name) => !taken.includes(name)),
  ).toEqual([])
  const tracked = execFileSync('git', ['-c', 'safe.directory=*', 'ls-files'], { encoding: 'utf8' }).split(
    '\n',
  )
  const roots = new Set(tracked.map((path) => path.split('/')[0]))
  expect(taken.filter((name) => !roots.has(name))).toEqual([])
})

describe('a write is taken', () => {
  test('from every name of this machine where its own address is one of them', () => {
    vi.stubEnv('STEPWISE_URL', 'http://localhost:3000')
    for (const name of ['localhost', '127.0.0.1', '[::1]']) expect(post(`http://${name}:3000`)).toBe(true)
    for (const other of ['http://localhost:3001', 'http://127.0.0.1.example:3000', 'http://192.168.1.2:3000'])
      expect([other, post(other)]).toEqual([other, false])
  })

  test('without an address that was set, from the host that was asked and no other', () => {
    vi.stubEnv('STEPWISE_URL', '')
    expect(post('http://192.168.1.2:3000')).toBe(true)
    expect(post('https://elsewhere.example', '192.168.1.2:3000')).toBe(false)
    expect(isSameOrigin(new Headers({ host: 'localhost:3000' }))).toBe(false)
    expect(isSameOrigin(new Headers({ host: 'localhost:3000', origin: 'null' }))).toBe(false)
  })

  test('from the one address that was set, else', () => {
    vi.stubEnv('STEPWISE_URL', 'https://clinic.example')
    expect(post('https://clinic.example')).toBe(true)
    expect(post('https://elsewhere.example')).toBe(false)
    vi.stubEnv('STEPWISE_URL', 'clinic.example')
    expect(post('https://clinic.example')).toBe(false)
  })
})

test('the built server holds no configuration of whoever built it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stepwise-standalone-'))
  for (const name of ['.env', '.env.production', 'server.js']) writeFileSync(join(folder, name), '')
  dropSecrets(folder)
  expect(readdirSync(folder)).toEqual(['server.js'])
  rmSync(folder, { recursive: true })
})

test('a trial that is the first thing to run on a machine installs what it needs', () => {
  const scripts = Object.entries(
    JSON.parse(readFileSync('package.json', 'utf8')).scripts as Record<string, string>,
  )
  const trials = scripts.filter(([name]) => name.startsWith('trial:'))
  expect(trials.length).toBeGreaterThan(3)
  for (const [name, command] of trials)
    for (const part of command.split(' && '))
      expect([name, part]).toEqual([name, expect.stringMatching(/^node scripts\/run\.mjs /)])
})

test('what stands in the README to be run first makes the client that it needs', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  for (const name of ['clinic:create', 'account:link', 'seed:demo', 'seed:bulk'])
    expect([name, scripts[name]]).toEqual([name, expect.stringMatching(/^node scripts\/generate\.ts && /)])
})

test('what listens everywhere is reached on this machine, and an IPv6 address in brackets', () => {
  expect(['0.0.0.0', '::', '::1', 'localhost'].map((host) => addressOf(host, 3000))).toEqual([
    'http://127.0.0.1:3000',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
    'http://localhost:3000',
  ])
})
