"""What stands: minutes as adopted, letters, mails and kallelser as sent, in ``arkiv/`` of the workspace.

A meeting has a folder there with a register of it, ``arkiv.json``. A file is stored once and never overwritten; what
has equal bytes is the same file under another name. ``archive`` stores and reads, ``register`` is the register's form,
``listing`` what it lists; ``additions`` stores many files one after another.

Other rooms use ``archive``, ``additions`` and ``register``.
"""
