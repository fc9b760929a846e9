"""Uses an installed truceline as a new user would: no checkout, no extras, no network."""

import json
import subprocess
import sys
from pathlib import Path

import truceline as tl

NEWS = """Guns fall silent along the river

May 3, 2021

The ceasefire between the government of Sudan and the rebels held on Monday, the United Nations said.
"The truce must be extended," UN Secretary-General Antonio Guterres told reporters in Nairobi.
At least 12 civilians were killed in shelling on Friday, according to the health ministry.
"""


def command(*words: str) -> str:
    """Runs the command line and returns what it prints."""
    done = subprocess.run([sys.executable, "-m", "truceline", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"truceline {' '.join(words)}: {done.stderr}"
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


assert "site-packages" in Path(tl.__file__).parts, "the package must come from the wheel"
Path("news.txt").write_text(NEWS, encoding="utf-8")
facts = json.loads(command("annotate", "news.txt"))
assert facts["published"] == "2021-05-03", facts["published"]
assert any(f["lower"] == 12 for f in facts["figures"]), facts["figures"]
assert any(c["quotation"] == "direct" for c in facts["claims"]), facts["claims"]
command("build", "news.txt", "-o", "kg")
assert "12" in command("figures", "kg")
command("check", "kg")
command("draw", "kg", "-o", "page.html")
assert "truce" in Path("page.html").read_text(encoding="utf-8")
with tl.Graph.open("kg") as graph:
    assert len(list(graph.query("SELECT ?c WHERE { ?c a <https://w3id.org/truceline/ontology#Claim> }"))) >= 3
