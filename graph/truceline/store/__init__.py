"""Where a graph lives: in memory, or in a folder with a log (the truth) and an index (made from it).

kg/log.jsonl     articles and their facts, append-only, fsynced (see `log`)
kg/index/        Oxigraph; checked on open, made again from the log when it does not match
kg/index.json    which log the index was made from
kg/writer.lock   one writer
kg/index.lock    many readers of the index, or one that changes it
"""

from __future__ import annotations

from truceline.store.folder import FolderStore
from truceline.store.memory import MemoryStore

Store = FolderStore | MemoryStore

__all__ = ["FolderStore", "MemoryStore", "Store"]
