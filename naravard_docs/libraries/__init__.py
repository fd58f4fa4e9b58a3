"""What several rooms ask of other packages in the same way; a room imports the one that it needs.

Other rooms use ``records``, ``zip_package``, ``remarks``, ``waits``, ``host``, ``line_file`` and ``stored_files``.
"""
