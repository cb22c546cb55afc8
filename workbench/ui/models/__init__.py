"""What tables and lists show: adapters of the case's own claims and findings, and the Qt-free rows beneath them."""
