import { expect, inject, test } from 'vitest'
import { diffSchema } from '#scripts/migrations/engine.ts'
import { readSchema } from '#scripts/migrations/files.ts'

test('the migrations lead to exactly the schema', async () => {
  expect(await diffSchema(inject('clusterUrl'))).toBe('')
}, 60_000)

test('a column that only the schema has is noticed', async () => {
  const [first, ...rest] = readSchema()
  if (!first) throw new Error('no schema')
  const drifted = { ...first, content: `${first.content}\nmodel Drift {\n  id String @id\n}\n` }
  expect(await diffSchema(inject('clusterUrl'), [drifted, ...rest])).toContain('CREATE TABLE "Drift"')
}, 60_000)
