/** Examples of the names in scope. Each one is evaluated by a test. */
import { readExamples } from '../table';

export const NAME_EXAMPLES = readExamples(String.raw`
$json: $json.name → "Ada"
$binary: $binary.invoice.fileName → "invoice.pdf"
$input: $input.all().length → 2
$node: $node["Orders"].json.id → "A-1"
$itemIndex: $itemIndex → 0
$position: $position → 0
$runIndex: $runIndex → 0
$workflow: $workflow.name → "Orders to mail"
$execution: $execution.mode → "production"
$executionId: $executionId → "r-7"
$mode: $mode → "production"
$resumeWebhookUrl: $resumeWebhookUrl → "https://heddle.example/resume/1"
$prevNode: $prevNode.name → "Orders"
$nodeId: $nodeId → "n-2"
$nodeVersion: $nodeVersion → 1
$response: $response.body.next → "/orders?page=2"
$request: $request.url → "https://api.example/orders"
$pageCount: $pageCount → 1
$vars: $vars.rate → 0.2
$: $("Orders").item.json.id → "A-1"
$items: $items("Orders").length → 2
$item: $item(1).$json.name → "Bob"
$if: $if($json.amount > 100, "large", "small") → "large"
$ifEmpty: $ifEmpty($json.note, "no note") → "no note"
$max: $max(1, 5, 3) → 5
$min: $min(1, 5, 3) → 1
$jmespath: $jmespath($json, "lines[?name == 'Lamp'].price") → [40]
$jmesPath: $jmesPath($json, "address.city") → "London"
$now: $now → "2026-03-01T09:00:00.000+01:00"
$today: $today → "2026-03-01T00:00:00.000+01:00"
DateTime: DateTime.fromISO("2026-03-01").year → 2026
Duration: Duration.fromISO("PT90M").as("hours") → 1.5
Interval: Interval.after($today, { days: 1 }).length("hours") → 24
Date: new Date().getFullYear() → 2026
JSON: JSON.stringify({ a: 1 }) → "{\"a\":1}"
Object: Object.keys({ a: 1, b: 2 }) → ["a", "b"]
Array: Array(3).fill("x") → ["x", "x", "x"]
Set: [...new Set([1, 1, 2])] → [1, 2]
Map: new Map([["a", 1]]).get("a") → 1
URL: new URL("https://a.example/b").pathname → "/b"
URLSearchParams: new URLSearchParams({ a: 1 }).toString() → "a=1"
RegExp: "a.b.c".replace(new RegExp("[.]", "g"), "-") → "a-b-c"
Math: Math.max(1, 2) → 2
Intl: new Intl.NumberFormat("en-US").format(1234.5) → "1,234.5"
Number: Number("12.5") → 12.5
String: String(12) → "12"
Boolean: Boolean("") → false
isNaN: isNaN("abc") → true
isFinite: isFinite("12") → true
parseInt: parseInt("42 kg") → 42
parseFloat: parseFloat("4.2 kg") → 4.2
encodeURIComponent: encodeURIComponent("a b&c") → "a%20b%26c"
decodeURIComponent: decodeURIComponent("a%20b") → "a b"
encodeURI: encodeURI("https://a.example/a b") → "https://a.example/a%20b"
decodeURI: decodeURI("https://a.example/a%20b") → "https://a.example/a b"
btoa: btoa("hello") → "aGVsbG8="
atob: atob("aGVsbG8=") → "hello"
`);
