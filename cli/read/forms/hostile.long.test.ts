/** As hostile as in the other test, with 100,000 lines and values of 4 MB. */
import { testHostilities } from './testing/withstands.ts'

testHostilities(1)
