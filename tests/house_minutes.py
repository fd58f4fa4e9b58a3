"""Minutes in three house styles, with made-up people and matters: the workspaces that they are built in.

The styles are those of real minutes: Göteborg's (the decision first), Jönköping's (the decision last) and Medelpad's
(«33 §», in the present tense).
"""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from conftest import REPOSITORY, TESTS

from naravard_docs.builder.options import BuildOptions
from naravard_docs.builder.plan import plan_build
from naravard_docs.document.document import Document
from naravard_docs.workspace.load import load_meeting

STYLES = {"goteborg": "2024-04-23", "jonkoping": "2024-02-15", "medelpad": "2024-05-31"}
ATTACHED = ("yrkande", "yttrande", "plan")


def house_workspace(style: str, root: Path) -> Path:
    """Write the workspace of a style and return its meeting file."""
    source = TESTS / "house_styles"
    for folder in ("templates", "meetings/bilagor"):
        (root / folder).mkdir(parents=True)
    shutil.copy(source / f"{style}-organ.yaml", root / "templates/organ.yaml")
    for name in ("sandlistor.yaml", "personer.yaml"):
        shutil.copy(REPOSITORY / "templates" / name, root / "templates" / name)
    (root / "templates/organisation.yaml").write_text("namn: Norra Dalens kommun\n", "utf-8")
    for name in ATTACHED:
        (root / f"meetings/bilagor/{name}.md").write_text(f"# Bilagt: {name}\n\nText.\n", "utf-8")
    return Path(shutil.copy(source / f"{style}.yaml", root / f"meetings/{STYLES[style]}-{style}.yaml"))


@cache
def house_minutes(style: str) -> Document:
    """Return the minutes of a style."""
    with TemporaryDirectory() as folder:
        loaded = load_meeting(house_workspace(style, Path(folder) / "arbetsyta"))
        return plan_build(loaded, BuildOptions()).pieces[0].document
