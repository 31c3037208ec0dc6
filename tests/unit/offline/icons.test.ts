import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import manifest from '#app/manifest.ts'

test('the icons of a home screen are there, as large as they say', () => {
  const drawn = (manifest().icons ?? []).filter(({ type }) => type === 'image/png')
  expect(drawn.map(({ purpose }) => purpose)).toEqual(['any', 'any', 'maskable'])
  for (const { src, sizes } of [...drawn, { src: '/icons/apple-touch-180.png', sizes: '180x180' }]) {
    const png = readFileSync(`public${src}`)
    expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes)
  }
})
