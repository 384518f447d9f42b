/** Examples of what texts can do. Each one is evaluated by a test. */
import { readExamples } from '../table';

export const TEXT_EXAMPLES = readExamples(String.raw`
length: "Ada".length → 3
at: "Ada".at(-1) → "a"
charAt: "Ada".charAt(1) → "d"
charCodeAt: "Ada".charCodeAt(0) → 65
codePointAt: "😀".codePointAt(0) → 128512
concat: "sun".concat("flower", "s") → "sunflowers"
endsWith: "invoice.pdf".endsWith(".pdf") → true
includes: "large order".includes("order") → true
indexOf: "a-b-c".indexOf("-") → 1
lastIndexOf: "a-b-c".lastIndexOf("-") → 3
localeCompare: "apple".localeCompare("banana") → -1
normalize: "e\u0301".normalize() === "é" → true
padEnd: "7".padEnd(3, ".") → "7.."
padStart: "7".padStart(3, "0") → "007"
repeat: "ab".repeat(3) → "ababab"
slice: "invoice-42".slice(-2) → "42"
startsWith: "https://heddle.example".startsWith("https:") → true
substring: "invoice".substring(2, 5) → "voi"
substr: "invoice".substr(2, 3) → "voi"
toLowerCase: "ADA".toLowerCase() → "ada"
toLocaleLowerCase: "ADA".toLocaleLowerCase() → "ada"
toUpperCase: "ada".toUpperCase() → "ADA"
toLocaleUpperCase: "ada".toLocaleUpperCase() → "ADA"
toString: "ada".toString() → "ada"
valueOf: "ada".valueOf() → "ada"
trim: "  ada ".trim() → "ada"
trimEnd: " ada ".trimEnd() → " ada"
trimStart: " ada ".trimStart() → "ada "
split: "red, green".split(", ") → ["red", "green"]
replace: "2026-03-01".replace("-", "/") → "2026/03-01"
replaceAll: "2026-03-01".replaceAll("-", "/") → "2026/03/01"
match: "order 42 of 50".match(/\d+/g) → ["42", "50"]
matchAll: "a1 b2".matchAll(/([a-z])(\d)/g) → [["a1", "a", "1"], ["b2", "b", "2"]]
search: "order 42".search(/\d/) → 6
extractEmail: "Write to ada@example.com today".extractEmail() → "ada@example.com"
extractUrl: "See https://example.com/a for more".extractUrl() → "https://example.com/a"
isEmpty: "".isEmpty() → true
isNotEmpty: "ada".isNotEmpty() → true
first: "order".first(2) → "or"
last: "order".last(2) → "er"
toTitleCase: "the lord OF the rings".toTitleCase() → "The Lord of the Rings"
toSentenceCase: "GOOD NEWS! all done".toSentenceCase() → "Good news! All done"
toSnakeCase: "Order Number (new)".toSnakeCase() → "order_number_new"
toKebabCase: "Order Number".toKebabCase() → "order-number"
toCamelCase: "order number".toCamelCase() → "orderNumber"
toInt: "42.9 kg".toInt() → 42
toFloat: "42.9 kg".toFloat() → 42.9
toWholeNumber: "42.9".toWholeNumber() → 42
toDecimalNumber: "42.9".toDecimalNumber() → 42.9
toNumber: "1.5e3".toNumber() → 1500
hash: "ada".hash("sha256").slice(0, 16) → "fdee430d40bd57de"
toBoolean: "No".toBoolean() → false
toDateTime: "2026-03-01T18:30".toDateTime() → "2026-03-01T18:30:00.000+01:00"
toDate: "2026-03-01".toDate() → "2026-03-01T00:00:00.000+01:00"
parseJson: '{"id": 7}'.parseJson().id → 7
quote: 'say "hi"'.quote() → "\"say \\\"hi\\\"\""
urlEncode: "a=b c".urlEncode() → "a%3Db%20c"
urlDecode: "a%3Db%20c".urlDecode() → "a=b c"
base64Encode: "grüße".base64Encode() → "Z3LDvMOfZQ=="
base64Decode: "Z3LDvMOfZQ==".base64Decode() → "grüße"
removeTags: "<b>bold</b> text".removeTags() → "bold text"
removeMarkdown: "# Title\n**bold** [link](https://a.example)".removeMarkdown() → "Title\nbold link"
replaceSpecialChars: "Łódź, Ærø".replaceSpecialChars() → "Lodz, AEro"
isNumeric: "12.5".isNumeric() → true
isUrl: "https://example.com".isUrl() → true
isEmail: "ada@example.com".isEmail() → true
isDomain: "example.com".isDomain() → true
extractDomain: "ada@mail.example.com".extractDomain() → "mail.example.com"
extractUrlPath: "https://example.com/orders/1?x=2".extractUrlPath() → "/orders/1"
`);
