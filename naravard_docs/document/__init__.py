"""The page words: what a document consists of, before anyone has decided how it looks.

A ``Document`` has metadata, headers, a footer and blocks: a closed set, as inlines and roles are, so that each
renderer can end its match with ``assert_never``. Ids of blocks are made from meaning (``ärende-4.beslut``). Nothing
here reads or writes files, and the room imports no other.

Other rooms use all of it: ``document``, ``blocks``, ``inlines``, ``labels``, ``words``, ``event`` and ``calendar``;
``outline`` is for goldens.
"""
