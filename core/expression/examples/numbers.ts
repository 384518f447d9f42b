/** Examples of what numbers, booleans and nothing can do. Each one is evaluated by a test. */
import { readExamples } from '../table';

export const NUMBER_EXAMPLES = readExamples(String.raw`
toFixed: (2).toFixed(2) → "2.00"
toPrecision: (1234.5).toPrecision(3) → "1.23e+3"
toExponential: (1234).toExponential() → "1.234e+3"
toString: (255).toString(16) → "ff"
toLocaleString: (1234567.891).toLocaleString() → "1,234,567.891"
format: (1234.5).format("en-US", { style: "currency", currency: "USD" }) → "$1,234.50"
valueOf: (7).valueOf() → 7
round: (1.005).round(2) → 1.01
ceil: (1.2).ceil() → 2
floor: (1.8).floor() → 1
abs: (-3).abs() → 3
isEven: (4).isEven() → true
isOdd: (4).isOdd() → false
isInteger: (4.5).isInteger() → false
isEmpty: (0).isEmpty() → false
toBoolean: (0).toBoolean() → false
toDateTime: (1772352000).toDateTime("s") → "2026-03-01T09:00:00.000+01:00"
`);

export const BOOLEAN_EXAMPLES = readExamples(String.raw`
toString: true.toString() → "true"
toNumber: true.toNumber() → 1
toInt: false.toInt() → 0
isEmpty: false.isEmpty() → false
valueOf: true.valueOf() → true
`);

export const NOTHING_EXAMPLES = readExamples(String.raw`
isEmpty: $json.missing.isEmpty() → true
isNotEmpty: null.isNotEmpty() → false
`);
