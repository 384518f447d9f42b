/** Examples of what objects, addresses, patterns, nodes and the input can do. Each one is evaluated by a test. */
import { readExamples } from '../table';

export const OBJECT_EXAMPLES = readExamples(String.raw`
keys: { a: 1, b: 2 }.keys() → ["a", "b"]
values: { a: 1, b: 2 }.values() → [1, 2]
entries: { a: 1 }.entries() → [["a", 1]]
hasField: { name: "Ada" }.hasField("name") → true
hasOwnProperty: { name: "Ada" }.hasOwnProperty("age") → false
isEmpty: {}.isEmpty() → true
isNotEmpty: { a: 1 }.isNotEmpty() → true
merge: { a: 1 }.merge({ a: 9, b: 2 }) → { a: 1, b: 2 }
removeField: { a: 1, b: 2 }.removeField("b") → { a: 1 }
removeFieldsContaining: { a: "Ada L", b: "Bob", n: 1 }.removeFieldsContaining("Ada") → { b: "Bob", n: 1 }
keepFieldsContaining: { a: "Ada L", b: "Bob", n: 1 }.keepFieldsContaining("Ada") → { a: "Ada L" }
compact: { a: null, b: 2, c: "" }.compact() → { b: 2 }
isEqual: { a: 1, b: 2 }.isEqual({ b: 2, a: 1 }) → true
urlEncode: { name: "Ada L", n: 1 }.urlEncode() → "name=Ada+L&n=1"
toJsonString: { a: 1 }.toJsonString() → "{\"a\":1}"
toString: { a: 1 }.toString() → "[object Object]"
`);

export const URL_EXAMPLES = readExamples(String.raw`
hash: new URL("https://a.example/b#top").hash → "#top"
host: new URL("https://a.example:8080/b").host → "a.example:8080"
hostname: new URL("https://a.example:8080/b").hostname → "a.example"
href: new URL("../c", "https://a.example/b/").href → "https://a.example/c"
origin: new URL("https://a.example/b").origin → "https://a.example"
password: new URL("https://u:p@a.example").password → "p"
pathname: new URL("https://a.example/b/c").pathname → "/b/c"
port: new URL("https://a.example:8080").port → "8080"
protocol: new URL("https://a.example").protocol → "https:"
search: new URL("https://a.example/?q=1").search → "?q=1"
username: new URL("https://u:p@a.example").username → "u"
searchParams: new URL("https://a.example/?q=1").searchParams.get("q") → "1"
toString: new URL("https://a.example").toString() → "https://a.example/"
toJSON: new URL("https://a.example").toJSON() → "https://a.example/"
`);

export const URL_PARAMS_EXAMPLES = readExamples(String.raw`
get: new URLSearchParams("a=1&b=2").get("b") → "2"
getAll: new URLSearchParams("a=1&a=2").getAll("a") → ["1", "2"]
has: new URLSearchParams("a=1").has("b") → false
keys: new URLSearchParams("a=1&b=2").keys() → ["a", "b"]
values: new URLSearchParams("a=1&b=2").values() → ["1", "2"]
entries: new URLSearchParams("a=1").entries() → [["a", "1"]]
toString: new URLSearchParams({ q: "a b" }).toString() → "q=a+b"
`);

export const REGEXP_EXAMPLES = readExamples(String.raw`
source: /a+/g.source → "a+"
flags: /a+/gi.flags → "gi"
test: /\d{4}/.test("order 2026") → true
exec: /(\w+)@(\w+)/.exec("ada@example") → ["ada@example", "ada", "example"]
toString: /a+/g.toString() → "/a+/g"
`);

export const FORMATTER_EXAMPLES = readExamples(String.raw`
format: new Intl.NumberFormat("de-DE").format(1234.5) → "1.234,5"
`);

export const NODE_EXAMPLES = readExamples(String.raw`
item: $("Orders").item.json.id → "A-1"
json: $("Orders").json.id → "A-1"
data: $node["Orders"].data === $("Orders").item.json → true
binary: $("Orders").binary → undefined
context: $("Each").context → { currentRunIndex: 0, noItemsLeft: false }
runIndex: $node["Orders"].runIndex → 0
isExecuted: $("Orders").isExecuted → true
first: $("Orders").first().json.id → "A-1"
last: $("Orders").last().json.id → "A-2"
all: $("Orders").all().length → 2
itemMatching: $("Orders").itemMatching(1).json.id → "A-2"
pairedItem: $("Orders").pairedItem().json.id → "A-1"
`);

export const INPUT_EXAMPLES = readExamples(String.raw`
context: $input.context.currentRunIndex → 0
item: $input.item.json.name → "Ada"
first: $input.first().json.name → "Ada"
last: $input.last().json.name → "Bob"
all: $input.all().map(item => item.json.name) → ["Ada", "Bob"]
`);
