"""Draw the README's picture: the top of the sample docket as a terminal shows it, as SVG with no outside fonts."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parent.parent
ROWS, WIDTH = 62, 104
COMMAND = "khronika docket Usenova --on 2026-01-01"
LEFT_OUT = ("COURTS AND OTHER BODIES", "STEPS, IN ORDER OF TIME", "SENTENCE AS PRONOUNCED", "RIGHTS THIS BEARS ON")


def docket() -> list[str]:
    """Return the sample docket as a terminal of the picture's width gets it, section by section."""
    from khronika.docket import cases, docket, find_case  # noqa: PLC0415
    from khronika.record.chronicle import evidence, open_chronicle  # noqa: PLC0415
    from khronika.surface.commands.terminal import day  # noqa: PLC0415
    from khronika.surface.docket_text import docket_text  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "khronika", "--chronicle", f"{folder}/chronicle"]
        subprocess.run([*command, "init"], check=True, capture_output=True)
        subprocess.run(
            [*command, "add", str(ROOT / "samples" / "reports" / "usenova")], check=True, capture_output=True
        )
        case = find_case(cases(evidence(open_chronicle(Path(folder) / "chronicle"))), "Usenova")
        return docket_text(docket(case, day("2026-01-01")), WIDTH, color=True).split("\n\n")


def main() -> None:
    """Write ``docs/docket.svg``."""
    parts = docket()
    kept = [part for part in parts if not any(title in part for title in LEFT_OUT)]
    lines = "\n\n".join(kept).splitlines()[:ROWS]
    with Path("/dev/null").open("w") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere, force_terminal=True, color_system="truecolor")
        console.print(Text(f"$ {COMMAND}\n", style="bold"))
        console.print(Text.from_ansi("\n".join([*lines, "…"])))
    svg = console.export_svg(title="khronika")
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family:[^;]*;", "font-family: ui-monospace, Menlo, Consolas, monospace;", svg)
    (ROOT / "docs" / "docket.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
