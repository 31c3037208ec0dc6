const grades: Readonly<Record<string, string>> = { EO: 'expert opinion', GK: 'general knowledge' }
const words = (_: string, grade: string) => grades[grade] ?? ''

/** The marks of the specification for what no study stands behind, "[EO]" and "[GK]", as words for a reader. */
export const gradesInWords = (text: string): string =>
  text
    .replace(/(expert opinion|general knowledge) \[(?:EO|GK)\]/gi, '$1')
    .replace(/\[(\d+) GK\]/g, '[$1, not confirmed]')
    .replace(/^\[(EO|GK)\]$/, words)
    .replace(/\[(EO|GK)\]/g, (mark, grade: string) => `(${words(mark, grade)})`)
