"""Uses an installed truceline as a new user would: no checkout, no extras, no network."""

import json
import re
import subprocess
import sys
from importlib.metadata import metadata
from pathlib import Path

import truceline as tl

NEWS = """Guns fall silent along the river

May 3, 2021

The ceasefire between the government of Sudan and the rebels held on Monday, the United Nations said.
"The truce must be extended," UN Secretary-General Antonio Guterres told reporters in Nairobi.
At least 12 civilians were killed in shelling on Friday, according to the health ministry.
"""

PAGE = """<!doctype html><html><head><title>Calm along the river | The Gazette</title></head><body><nav>Home</nav><article>
<h1>Calm along the river</h1><time datetime="2021-05-03T10:00:00Z">3 May</time>
<p>The ceasefire between the government of Sudan and the rebels held on Monday, the United Nations said.</p>
<p>Buses ran again for the first time in eleven weeks, and the market was open until dusk.</p></article></body></html>
"""
IRI = "https://w3id.org/truceline/id/article/75133e89edd5d206"


def command(*words: str) -> str:
    """Runs the command line and returns what it prints."""
    done = subprocess.run([sys.executable, "-m", "truceline", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"truceline {' '.join(words)}: {done.stderr}"
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


shown = metadata("truceline").get_payload()
assert "](https://" in shown and not re.findall(r"\]\((?!https?://|#)[^)]*\)", shown), "the index would show links that lead nowhere"
assert "site-packages" in Path(tl.__file__).parts, "the package must come from the wheel"
Path("news.txt").write_text(NEWS, encoding="utf-8")
facts = json.loads(command("annotate", "news.txt"))
assert facts["published"] == "2021-05-03", facts["published"]
assert any(f["lower"] == 12 for f in facts["figures"]), facts["figures"]
assert any(c["quotation"] == "direct" for c in facts["claims"]), facts["claims"]
Path("page.html").write_text(PAGE, encoding="utf-8")
assert tl.read("page.html").iri == IRI, f"the same page gives another text here: {tl.read('page.html').text!r}"
command("build", "news.txt", "-o", "kg")
assert "12" in command("figures", "kg")
command("check", "kg")
command("draw", "kg", "-o", "page.html")
assert "truce" in Path("page.html").read_text(encoding="utf-8")
with tl.Graph.open("kg") as graph:
    assert len(list(graph.query("SELECT ?c WHERE { ?c a <https://w3id.org/truceline/ontology#Claim> }"))) >= 3
