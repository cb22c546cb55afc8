"""The panels of the window. Each follows the session and the shared selection; none knows another."""
