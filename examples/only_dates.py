"""Temporal expressions of a text, without a graph and without a parser."""

import truceline as tl

TEXT = (
    "The envoy said late on Monday that the two-month-old truce, which began on 2 April, would be renewed until "
    "1:00 am on 2 August (2200 GMT on 1 August). Talks failed last month and may resume within ten days."
)

for time in tl.find_times(TEXT, published="2022-07-05"):
    begin, end = (at.isoformat() if at else "…" for at in (time.begin, time.end_))
    print(f"{time.text:34} {time.type:9} {time.value or '-':18} {begin} to {end}")
