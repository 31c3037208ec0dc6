import fc from 'fast-check'
import type { CSSProperties, ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { DayAxis, ValueAxis, VersionMarks } from '#components/charts/pain-frame.tsx'
import { ExerciseFigure } from '#components/figures/exercise-figure.tsx'
import { KneePicture } from '#components/figures/knee-picture.tsx'
import { Drawing } from '#components/ui/drawing.tsx'
import { markup } from '#components/ui/markup.ts'
import { exercises } from '#lib/content/exercises/index.ts'

const same = (element: ReactElement) => expect(`${markup(element)}`).toBe(renderToStaticMarkup(element))
const place = (value: number) => value * 3 + 0.5

describe('elements as text', () => {
  test('read the same as what React writes', () => {
    same(
      <g className="a b" strokeWidth={2} textAnchor="middle" aria-hidden style={{ opacity: 0.5 }}>
        {[1, 2].map((n) => (
          <text key={n} x={n} fontSize={undefined}>
            {n} of {'two'} {null}
            {false}
          </text>
        ))}
      </g>,
    )
    same(<ValueAxis y={place} left={1} right={9} steps={[0, 5, 10]} />)
    same(<g>{<DayAxis from={20000} to={20060} x={place} y={3} />}</g>)
    same(
      <VersionMarks
        from={0}
        to={50}
        x={place}
        bottom={9}
        right={300}
        versions={[{ day: 3, label: '<b>v1</b> "Early"', short: 'v1' }]}
      />,
    )
  })

  test('escape whatever was typed, in a text and in an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        // React leaves NUL and lone line feeds to the parser alike; what matters are the five signs.
        same(
          <text className={typed} aria-label={typed}>
            {typed}
          </text>,
        )
      }),
    )
    expect(markup(<text>{'</svg><script>alert(1)</script>'}</text>)).not.toContain('<script')
  })

  test('hold rows of a list, with a value for the sheet and what was text before', () => {
    const share = { '--share': '40%' } as CSSProperties
    same(
      <tr className="row">
        <th scope="row" colSpan={2}>
          <a href="/cases/1?a=1&b=2">{'O\u2019Neil & "Sons"'}</a>
        </th>
        <td>
          <span style={share} title="40 %" />
          <Drawing viewBox="0 0 1 1">
            <path d="M0 0" />
          </Drawing>
        </td>
      </tr>,
    )
    expect(markup(<span style={{ '--share': '"><script>' } as CSSProperties} />)).not.toContain('<script')
  })

  test('refuse what cannot be text', () => {
    expect(() => markup(<g style={{ color: 'red' }} />)).toThrow('color')
    expect(() => markup(<g lang={undefined} xmlns={'x' as never} xlinkHref="#x" />)).toThrow('xlinkHref')
    expect(() => markup(Promise.resolve('x'))).toThrow('drawing')
  })
})

describe('a drawing', () => {
  test('holds its marks', () => {
    expect(
      renderToStaticMarkup(
        <Drawing viewBox="0 0 1 1">
          <path d="M0 0" />
        </Drawing>,
      ),
    ).toBe('<svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>')
  })

  test('of every exercise and of the knee is made of what it knows', () => {
    for (const exercise of exercises) renderToStaticMarkup(<ExerciseFigure exercise={exercise} />)
    renderToStaticMarkup(<KneePicture side="left" view="front" classOf={() => 'km-z'} />)
  })
})
