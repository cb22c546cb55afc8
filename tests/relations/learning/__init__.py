"""Learning the weights of relations (resources/rules/weights) from passages whose relations are written down."""
