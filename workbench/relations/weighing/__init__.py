"""Which numbers of a text belong together, when no single wording says it: all signs are weighed.

The other readers of `workbench.relations` know phrases. What they leave over are sentences told in an order or in
words that no rule lists. Here every number that may say something of others (a percentage, a difference, an amount for
each, a total) is tried with all numbers around it, and each combination is weighed by many small signs: the words on
both sides, what words mean in rules, where brackets and sentences part, what units and periods are alike, and whether
the numbers fit. The weights are data (resources/rules/weights), learned from passages written for it
(tests/relations/passages/learned, `python -m tests.relations.learn_weights`). docs/weighing.md explains it.

`passage` sees the numbers of a block with their words, `evidence` names the signs, `candidates` lists the combinations,
`scales` weighs them, `possible` leaves out what says nothing, and `reader` says what is related. `second_look` weighs
what other readers related, where its numbers contradict it.
"""
