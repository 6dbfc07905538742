"""How much processor time planning 47 indicators takes beyond the bare score, which may be 150 ms.

Run with `make bench`. Two figures: the plan alone, in this process, for random
levels and efforts of several kinds; and `spbe plan` beside `spbe score`.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from fractions import Fraction

from paired import ROOT, SPBE, Row, in_rounds, row, shown

sys.path.insert(0, str(ROOT / "tests" / "core"))
import making

from spbe_index.core.assessment import Effort
from spbe_index.core.outlook import Case, outlook
from spbe_index.core.plan import plan
from spbe_index.core.planned import Horizon
from spbe_index.core.problem import NOWHERE
from spbe_index.core.raises import Terms
from spbe_index.core.score import score
from spbe_index.core.target import index_target
from spbe_index.load.rubric import load_rubric

ROUNDS = 20
EXAMPLE = ROOT / "examples" / "kota-tegal-2023.xlsx"


def main() -> None:
    """Print the table."""
    rnd = random.Random(5)
    for name, levels in (("spbe-2020", range(1, 4)), ("spbe-2018", range(4)), ("pemdi-2026", range(1, 4))):
        rubric = load_rubric(name)
        for kind, parts in (("one a level", 0), ("whole numbers to 20", 1), ("hundredths to 20", 100)):
            times = []
            for _ in range(ROUNDS):
                stepless = rubric.scales[0].step is None
                values = [
                    Fraction(rnd.randint(100, 300), 100) if stepless else rnd.choice(levels) for _ in rubric.leaves()
                ]
                made = making.assessment(rubric, values, stages=("mandiri",))
                result = score(rubric, made, "mandiri")
                efforts = {
                    leaf.code: tuple(
                        Effort(Fraction(rnd.randint(parts, 20 * parts), parts), NOWHERE, step=n) for n in range(1, 6)
                    )
                    for leaf in (rubric.leaves() if parts else ())
                }
                target = index_target(Fraction(rnd.randint(350, 450), 100))
                times.append(seconds(lambda: plan(rubric, result, target, Terms(efforts=efforts))))  # noqa: B023
            print(f"{name:<12}{kind:<22}{statistics.median(times):7.1f} ms, at most {max(times):.1f}")
        horizon = seconds(lambda: plan(rubric, result, target, None, Horizon(3)))  # noqa: B023
        known = [Case("I1", level, Fraction(change)) for level in range(6) for change in (0,) * 8 + (-1, -1, 1)]
        chances = seconds(lambda: outlook(rubric, result, known))  # noqa: B023
        print(f"{name:<12}spread over 3 years   {horizon:7.1f} ms")
        print(f"{name:<12}chances               {chances:7.1f} ms")
    print(shown(measure(ROUNDS)))


def measure(rounds: int) -> list[Row]:
    """The line on a plan beside the bare score, beyond which it may take 150 ms of processor time."""
    score = [SPBE, "score", str(EXAMPLE)]
    found = in_rounds({"plan": [SPBE, "plan", str(EXAMPLE), "--target", "Memuaskan"], "score": score}, rounds)
    return [row("spbe plan, 47 indicators", "spbe score of the same", found["plan"], found["score"])]


def seconds(work) -> float:
    """Processor time of one call, in milliseconds."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


if __name__ == "__main__":
    main()
