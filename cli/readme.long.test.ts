import { examplesOfPages, showWhatIsPrinted } from './testing/pages.ts'

showWhatIsPrinted((await examplesOfPages()).filter(({ isLong }) => isLong))
