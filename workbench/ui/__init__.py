"""The window: the only room, with `workbench.app`, that knows Qt."""
