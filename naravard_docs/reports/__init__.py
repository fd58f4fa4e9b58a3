"""Reports over many recommendations or meetings: where recommendations stand, and the register of decisions.

Other rooms use ``status_report``, ``decision_register``, ``register_json``, ``selection`` (who and what is chosen) and
``sort_key``.
"""
