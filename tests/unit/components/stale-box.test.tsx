import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { StaleBox } from '#components/forms/stale-box.tsx'
import type { ActionError } from '#lib/forms/result.ts'

const box = (fieldErrors: ActionError['fieldErrors']) =>
  renderToStaticMarkup(
    <StaleBox
      result={{ status: 'error', message: 'Anna has saved this meanwhile.', fieldErrors }}
      save={{ name: 'go', value: '' }}
      here="/here"
    />,
  )

it('tells at once who saved, and lists what differs', () => {
  const html = box({ stale: ['Knee flexion: saved 130°, yours 135°.'], staleVersion: ['3'] })
  expect(html).toMatch(/^<div id="both-texts" role="alert"/)
  expect(html).toContain('Anna has saved this meanwhile.')
  expect(html).toContain('<li>Knee flexion: saved 130°, yours 135°.</li>')
})

it('shows both texts whole, each under its name, where there are two', () => {
  const html = box({
    stale: ['Plan', 'Subjective'],
    staleSaved: ['Hers\ntwo', ''],
    staleMine: ['His', 'Mine'],
  })
  expect(html).toMatch(
    /aria-label="Plan".*Saved.*Hers\ntwo.*Yours.*His.*aria-label="Subjective".*Empty.*Mine/s,
  )
  expect(html).not.toContain('<li>')
})

it('offers both ways out, and loses nothing by itself', () => {
  const html = box({ stale: [] })
  expect(html).toMatch(/<button type="submit" value=""[^>]* name="go">Save mine over it/)
  expect(html).toMatch(/<a href="\/here"[^>]*>Drop mine and load the saved one/)
})
