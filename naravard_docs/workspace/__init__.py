"""A workspace's folders and files: safely read and written, meetings loaded with all that they share."""
