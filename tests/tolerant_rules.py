"""A rule file with tolerances and messages, and texts on both sides of them, for all who try such files."""

RULES = """
[[rule]]
id = "share.landings"
operation = "share"
what = { en = "Landings and their quota.", fr = "Débarquements et quota." }
slots = { part = "level", whole = "level", share = "percent" }
tolerance = "1 point"

[rule.message]
en = "{part} of a quota of {whole} is {expected}, not {share}"
fr = "{part} d'un quota de {whole} font {expected}, et non {share}"

[rule.wordings]
en = ["landings of {part} against a quota of {whole} .. {share} taken"]

[[rule.example]]
language = "en"
text = "We saw landings of 412 tonnes against a quota of 824 tonnes with 51% taken."
expect = "pass"

[[rule.example]]
language = "en"
text = "We saw landings of 412 tonnes against a quota of 824 tonnes with 58% taken."
expect = "flag"

[[rule]]
id = "sum.holds"
operation = "sum"
what = "The holds make the manifest."
slots = { total = "level", part = "level" }
same_unit = [["total", "part"]]
tolerance = "0,5 %"
message = "The holds ({part}) make {expected}, the manifest says {total}"

[rule.wordings]
en = ["manifest of {total} .. in holds of {part} and {part}"]

[[rule.example]]
language = "en"
text = "She sailed with a manifest of 10,041 tonnes in holds of 6,001 tonnes and 4,003 tonnes."
expect = "pass"

[[rule]]
id = "difference.gauge"
operation = "difference"
what = "A gauge read twice."
slots = { after = "level", before = "level", change = "level" }
tolerance = 3

[rule.wordings]
en = ["gauge read {before} at noon and {after} at dusk , showing {change}"]

[[rule.example]]
language = "en"
text = "The gauge read 120 tonnes at noon and 133 tonnes at dusk, showing 16 tonnes."
expect = "pass"

[[rule]]
id = "share.harbour"
operation = "share"
what = "What the fleet landed, of a catch that is not told."
slots = { part = "level", share = "percent" }
unknown = { role = "whole", after = "share" }
tolerance = "1 point"

[rule.wordings]
en = ["the fleet landed {part} which made {share} of"]

[[rule.example]]
language = "en"
text = "Then the fleet landed 352 tonnes which made 50.3% of harbour catch."
expect = "pass"
"""
WITHIN = (
    "We saw landings of 412 tonnes against a quota of 824 tonnes with 51% taken.",
    "She sailed with a manifest of 10,041 tonnes in holds of 6,001 tonnes and 4,003 tonnes.",
    "The gauge read 121 tonnes at noon and 133 tonnes at dusk, showing 15 tonnes.",
)
BEYOND = (
    "We saw landings of 412 tonnes against a quota of 824 tonnes with 52.1% taken.",
    "She sailed with a manifest of 10,141 tonnes in holds of 6,001 tonnes and 4,003 tonnes.",
    "The gauge read 121 tonnes at noon and 133 tonnes at dusk, showing 19 tonnes.",
)
UNSTATED = "Then the fleet landed 352 tonnes which made 50.3% of harbour catch."
