"""What several rooms ask of other packages in the same way; a room imports the one that it needs.

Other rooms use ``records``, ``zip_package``, ``remarks``, ``waits``, ``opened_files``, ``host``, ``line_file``,
``stored_files``, ``patterns``, ``lazy_modules`` and ``pydantic_plugins``.
"""
