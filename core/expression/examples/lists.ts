/** Examples of what lists, sets and maps can do. Each one is evaluated by a test. */
import { readExamples } from '../table';

export const ARRAY_EXAMPLES = readExamples(String.raw`
length: [7, 8].length → 2
at: [7, 8, 9].at(-1) → 9
concat: [1].concat([2, 3]) → [1, 2, 3]
every: [2, 4].every(x => x > 1) → true
some: [2, 4].some(x => x > 3) → true
filter: [1, 5, 9].filter(x => x > 3) → [5, 9]
find: [1, 5, 9].find(x => x > 3) → 5
findIndex: [1, 5, 9].findIndex(x => x > 3) → 1
findLast: [1, 5, 9].findLast(x => x > 3) → 9
findLastIndex: [1, 5, 9].findLastIndex(x => x > 3) → 2
flat: [1, [2, [3]]].flat() → [1, 2, [3]]
flatMap: ["a b", "c"].flatMap(x => x.split(" ")) → ["a", "b", "c"]
includes: ["new", "vip"].includes("vip") → true
indexOf: ["new", "vip"].indexOf("vip") → 1
lastIndexOf: [1, 2, 1].lastIndexOf(1) → 2
join: ["a", "b"].join(" and ") → "a and b"
map: [1, 2].map(x => x * 10) → [10, 20]
reduce: [1, 2, 3].reduce((sum, x) => sum + x, 0) → 6
reduceRight: ["a", "b"].reduceRight((all, x) => all + x, "") → "ba"
reverse: [1, 2, 3].reverse() → [3, 2, 1]
toReversed: [1, 2, 3].toReversed() → [3, 2, 1]
slice: [1, 2, 3, 4].slice(1, 3) → [2, 3]
sort: [10, 9, 1].sort((a, b) => a - b) → [1, 9, 10]
toSorted: ["b", "a"].toSorted() → ["a", "b"]
with: [1, 2, 3].with(1, 9) → [1, 9, 3]
toSpliced: [1, 2, 3].toSpliced(1, 1, 8, 9) → [1, 8, 9, 3]
pop: "a/b/c".split("/").pop() → "c"
shift: "a/b/c".split("/").shift() → "a"
splice: [1, 2, 3, 4].splice(1, 2) → [2, 3]
fill: Array(3).fill(0) → [0, 0, 0]
keys: ["a", "b"].keys() → [0, 1]
values: ["a", "b"].values() → ["a", "b"]
entries: ["a", "b"].entries() → [[0, "a"], [1, "b"]]
toString: [1, 2].toString() → "1,2"
first: [7, 8, 9].first() → 7
last: [7, 8, 9].last() → 9
isEmpty: [].isEmpty() → true
isNotEmpty: [0].isNotEmpty() → true
append: [1, 2].append(3, 4) → [1, 2, 3, 4]
unique: [1, 2, 1].unique() → [1, 2]
removeDuplicates: [{ id: 1, n: 5 }, { id: 1, n: 6 }].removeDuplicates("id") → [{ id: 1, n: 5 }]
randomItem: ["a", "b", "c"].randomItem() → "b"
pluck: [{ name: "Ada", age: 36 }, { name: "Bob" }].pluck("name") → ["Ada", "Bob"]
chunk: [1, 2, 3, 4, 5].chunk(2) → [[1, 2], [3, 4], [5]]
compact: [2, null, "", 0, undefined].compact() → [2, 0]
sum: [1, 2, 3].sum() → 6
average: [12, 1, 5].average() → 6
min: [12, 1, 5].min() → 1
max: [12, 1, 5].max() → 12
union: [1, 2].union([2, 3]) → [1, 2, 3]
intersection: [1, 2].intersection([2, 3]) → [2]
difference: [1, 2].difference([2, 3]) → [1]
merge: [{ id: 1, a: 1 }, { id: 2 }].merge([{ a: 9, b: 2 }, { b: 3 }]) → [{ id: 1, a: 1, b: 2 }, { id: 2, b: 3 }]
smartJoin: [{ key: "age", value: 36 }, { key: "city", value: "Rome" }].smartJoin("key", "value") → { age: 36, city: "Rome" }
renameKeys: [{ nme: "Ada" }].renameKeys("nme", "name") → [{ name: "Ada" }]
groupBy: [{ t: "a", n: 1 }, { t: "b", n: 2 }].groupBy("t") → { a: [{ t: "a", n: 1 }], b: [{ t: "b", n: 2 }] }
sortBy: [{ n: 2 }, { n: 1 }].sortBy("n") → [{ n: 1 }, { n: 2 }]
toJsonString: [1, "a"].toJsonString() → "[1,\"a\"]"
`);

export const SET_EXAMPLES = readExamples(String.raw`
size: new Set([1, 1, 2]).size → 2
has: new Set([1, 2]).has(2) → true
values: new Set([1, 1, 2]).values() → [1, 2]
toArray: new Set([1, 1, 2]).toArray() → [1, 2]
add: new Set([1]).add(2) → [1, 2]
delete: new Set([1, 2]).delete(1) → [2]
`);

export const MAP_EXAMPLES = readExamples(String.raw`
size: new Map([["a", 1]]).size → 1
get: new Map([["a", 1]]).get("a") → 1
has: new Map([["a", 1]]).has("b") → false
keys: new Map([["a", 1]]).keys() → ["a"]
values: new Map([["a", 1]]).values() → [1]
entries: new Map([["a", 1]]).entries() → [["a", 1]]
set: new Map([["a", 1]]).set("b", 2) → { a: 1, b: 2 }
`);
