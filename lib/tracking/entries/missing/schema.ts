/** What is said where an entry lacks an answer; read in the browser too, so that it knows no library. */

export const answerThis = 'Please answer this.'
export const answerSafety = 'Please answer this. If nothing fits, choose "None of these".'
export const chooseScore = 'Choose a number from 0 to 10.'
export const chooseSwelling = 'Please choose how swollen the knee is.'
export const choosePain = 'Choose how much the knee hurt, from 0 to 10.'
export const chooseFinished = 'Choose yes or no.'
export const chooseType = 'Choose what kind of run it was.'
export const chooseSurface = 'Choose the ground.'
export const numberWords = (min: number, max: number, whole: boolean): string =>
  `Write ${whole ? 'a whole number' : 'a number'} from ${min} to ${max}.`
export const distanceRange = [0, 120] as const
export const minutesRange = [0, 900] as const
