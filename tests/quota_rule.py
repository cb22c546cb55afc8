"""A rule file of an analyst's own and a text that it flags, for all who try such files."""

TEXT = "At the plant the quota of 412 tonnes was eaten up by 498 tonnes of frozen cod."
RULE = """
[[rule]]
id = "bound.quota"
operation = "bound"
what = "What eats up a quota is not above it."
why = "House rule."
limits = "Only our own wording."
slots = { greater = "measured", lesser = "measured" }

[rule.wordings]
en = ["quota of {greater} .. eaten up by {lesser}"]

[[rule.example]]
language = "en"
text = "The quota of 412 tonnes was eaten up by 498 tonnes of cod."
expect = "flag"

[[rule.example]]
language = "en"
text = "The quota of 412 tonnes was eaten up by 398 tonnes of cod."
expect = "pass"
"""
