/** A text as a string of CSS: all but letters, digits and a few signs by their number, so that no name can end the string. */
export const cssString = (text: string): string =>
  `"${text.replace(/[^\p{L}\p{M}\p{N} .,'·-]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16)} `)}"`

/** At the foot of every printed sheet: whose it is. A second sheet that comes loose belongs to somebody, too. */
export function PrintedName({ children }: { children: string }) {
  return <style>{`@page{@bottom-left{content:${cssString(children)}}}`}</style>
}
