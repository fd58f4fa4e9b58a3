"""verifiera, granska: is a file still what was built, and does it hold what it claims."""

from __future__ import annotations

import json
from pathlib import Path

import click

from naravard_docs.cli.build import chosen_meetings, format_of, report_outcomes
from naravard_docs.cli.document_options import quiet
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.suggestions import files_ending, meetings
from naravard_docs.cli.swedish_click import FilePath, SwedishCommand, SwedishUsageError
from naravard_docs.cli.today import current_day
from naravard_docs.errors import ExitCode, Problem
from naravard_docs.swedish import with_noun


@click.command(
    cls=SwedishCommand,
    examples=[
        "naravard verifiera",
        "naravard verifiera meetings/2023-03-24-systemledning.yaml --till arkiv",
        "naravard verifiera --signerad undertecknat.pdf meetings/2023-03-24-systemledning.yaml",
    ],
)
@click.argument("filer", nargs=-1, type=FilePath(), metavar="[FILER]…", shell_complete=meetings)
@click.option(
    "--till", "target", type=click.Path(path_type=Path), metavar="MAPP", help="Mappen som mötena byggdes till."
)
@click.option(
    "--signerad",
    "signed",
    type=FilePath(),
    metavar="FIL.pdf",
    shell_complete=files_ending(".pdf"),
    help="Jämför en undertecknad PDF med den byggda.",
)
@click.option(
    "--betrodda",
    "trusted",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="MAPP",
    help="Certifikat för utfärdare som underskrifter får komma från.",
)
@click.option("--json", "wants_json", is_flag=True, help="Skriv resultatet som JSON på standard ut.")
@quiet
def verifiera(
    filer: tuple[Path, ...],
    target: Path | None,
    signed: Path | None,
    trusted: Path | None,
    wants_json: bool,
    is_quiet: bool,
) -> int:
    """Bygg mötena igen i minnet och jämför med filerna i output/.

    Säger vad som skiljer: en källa, en mall, en version eller en fil. Svarar 4 om något skiljer. Med --signerad jämförs
    i stället en PDF som har skrivits under med den som byggdes, och dess underskrifter läses.
    """
    if signed is not None:
        from naravard_docs.cli.signed import tell_signed

        return tell_signed(signed, filer, target, trusted, wants_json, is_quiet)
    if trusted is not None:
        raise SwedishUsageError(
            "--betrodda hör till --signerad", "ange den undertecknade filen: --signerad FIL.pdf --betrodda MAPP"
        )
    from naravard_docs.builder.build import verify_meeting
    from naravard_docs.builder.orphaned_archives import check_orphaned_archives

    outcomes = [verify_meeting(path, target, current_day()) for path in chosen_meetings(filer)]
    outcomes += () if filer else check_orphaned_archives(Path.cwd())
    talk = Messenger(is_quiet)
    for outcome in outcomes:
        if outcome.exit_code is ExitCode.DONE:
            number = with_noun(len(outcome.files), "fil är densamma", "filer är desamma")
            talk.say(f"lika: {outcome.path} – {number} som vid bygget")
    return report_outcomes(outcomes, talk, format_of(wants_json), lists_files=False)


@click.command(cls=SwedishCommand, examples=["naravard granska", "naravard granska output/2023-03-24-systemledning"])
@click.argument(
    "filer", nargs=-1, type=FilePath(), metavar="[FILER ELLER MAPPAR]…", shell_complete=files_ending(".pdf")
)
@click.option("--json", "wants_json", is_flag=True, help="Skriv resultatet som JSON på standard ut.")
@quiet
def granska(filer: tuple[Path, ...], wants_json: bool, is_quiet: bool) -> int:
    """Låt veraPDF granska PDF-filer mot PDF/A och PDF/UA-1.

    Utan FILER granskas allt i output/. En rapport läggs bredvid varje fil. Svarar 4 om en fil
    underkänns och 5 om Java eller veraPDF saknas; då är inget granskat.
    """
    from naravard_docs.builder.audit import Audit, audit, built_folder, pdf_files, write_report

    wanted = filer or built_folder(Path.cwd())
    paths = [path for name in wanted for path in (pdf_files(name) if name.is_dir() else (name,))]
    if not paths:
        raise SwedishUsageError("här finns inga byggda PDF-filer att granska", "bygg först: naravard bygg")
    talk, results = Messenger(is_quiet), audit(paths)

    def tell(result: Audit) -> None:
        profiles = ", ".join(f"{v.profile} {v.passed_checks} kontroller" for v in result.verdicts)
        if result.is_compliant:
            talk.say(f"godkänd: {result.path} – {profiles}")
            return
        rules = [rule for verdict in result.verdicts for rule in verdict.failed_rules]
        talk.problems([Problem(f"{result.path} är underkänd; veraPDF säger:", f"se {result.report}")])
        for rule in rules:
            talk.say(f"    {rule}")

    for result in results:
        write_report(result)
        tell(result)
    if wants_json:
        click.echo(json.dumps([{"fil": str(r.path), "godkänd": r.is_compliant} for r in results], ensure_ascii=False))
    return int(ExitCode.DONE if all(result.is_compliant for result in results) else ExitCode.CHECK)
