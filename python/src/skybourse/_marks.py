"""Exact rewards of the best fixed step and of the optimal auctioneer on the included markets.

`python python/benchmarks/marks.py` recomputes and prints these lines. The tests run it for the small markets.
"""

MARKS = {
    "uniform-3x2": (0.874633502353352, 0.883099920651373),
    "normal-3x2": (0.8534161125450397, 0.903594714182657),
    "narrow-3x2": (0.8383567490924211, 0.9242332299207241),
    "close-3x2": (0.8004864680271655, 0.9133600588287583),
    "normal-4x3": (0.8731191601333964, 0.9225267394071208),
    "narrow-4x3": (0.8525457015054589, 0.9379155913737575),
    "concentrated-5x3": (0.8836950289605927, 0.9354122457914639),
}
