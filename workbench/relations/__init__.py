"""Claims to relations: which claims a text asserts to be related, and how. The rules are data in resources/rules."""

from workbench.relations.relate import relate
from workbench.relations.rules import Rule, RuleFileError, load_rules

__all__ = ["Rule", "RuleFileError", "load_rules", "relate"]
