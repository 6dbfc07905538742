"""Results of several years and instruments, and a list to stand in, made by hand for tests of what is shown of them."""

from __future__ import annotations

from fractions import Fraction

from reporting import DECIMALS, OFFICIAL, result_of

from spbe_index.core.compare import own_crosswalk, series
from spbe_index.core.plan import plan
from spbe_index.core.published import Listed, Published, PublishedMeans
from spbe_index.core.robust import robustness
from spbe_index.core.standing import among
from spbe_index.core.worth import worth
from spbe_index.load.crosswalk import crosswalk_between
from spbe_index.load.wishes import target_meant
from spbe_index.write.compare_names import named_results
from spbe_index.write.robust_words import Safety
from spbe_index.write.view import Past
from spbe_index.write.words import Words

F = Fraction


def years(*wanted, language="id", **changes):
    """Assessments of one agency: of 5/2018 until 2020, of 59/2020 until 2025, of Pemdi from then on."""
    scored = []
    for year in wanted:
        if year <= 2020:
            scored.append(result_of("spbe-2018", [(year - 2018 + row) % 5 for row in range(37)], year=year, **changes))
        elif year <= 2025:
            values = [
                min(5, max(1, level + (row % (2027 - year) == 0) - (row % 11 == 3)))
                for row, level in enumerate(OFFICIAL)
            ]
            scored.append(result_of("spbe-2020", values, year=year, **changes))
        else:
            scored.append(result_of("pemdi-2026", DECIMALS, year=year, **changes))
    return compared(scored, language)


def compared(scored, language="id", problems=()):
    """Scored results as a series with their names."""

    def between(one, other):
        if one.rubric.id == other.rubric.id:
            return own_crosswalk(one, other)
        return crosswalk_between(one.rubric.id, other.rubric.id)

    return Past(series(scored, between), named_results(scored, Words(language)), problems)


def listed(name, index, kind="kota"):
    values = tuple((f"D{n}", F(index)) for n in range(1, 5))
    return Listed(name, 2021, "spbe-2020", F(index), kind=kind, region="Jawa Tengah", band="Baik", values=values)


def published():
    """A list of twenty cities and as many regencies."""
    rows = [listed(f"Kota {n}", f"{1 + n % 4}.{n % 10}5") for n in range(20)]
    rows += [listed(f"Kab. {n}", f"2.{n % 10}1", "kabupaten") for n in range(20)]
    return Published("daftar.csv", tuple(rows))


MEANS = (
    PublishedMeans(2021, "spbe-2020", "Kota", ("kota",), (("index", F("2.29")), ("D1", F("2.23")), ("A1", F("2.23")))),
)


def setting(language="id"):
    """An earlier year, and where the later one stands."""
    past = years(2021, 2022, language=language)
    return past, among(past.named[-1].result, published(), MEANS, group="Kota")


def planned(name="Sangat Baik", values=OFFICIAL, rubric="spbe-2020", **more):
    """The cheapest way of an assessment to a predicate."""
    made, instrument = result_of(rubric, values)
    return plan(instrument, made, target_meant(instrument, name), **more)


def safety(values=OFFICIAL, rubric="spbe-2020"):
    """How safe an assessment is, asked without earlier years."""
    made, instrument = result_of(rubric, values)
    return Safety(robustness(instrument, made), None, worth(instrument, made))
