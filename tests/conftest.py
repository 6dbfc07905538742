"""What holds for every test: a law may take the time it needs, since a busy machine is no fault of the program."""

import os

from hypothesis import HealthCheck, Phase, settings

# Set before any test imports openpyxl: workbooks are made by Python's own XML, as the program makes them.
os.environ["OPENPYXL_LXML"] = "False"
settings.register_profile("spbe", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# For `make mutants`, which runs the tests thousands of times: the same few examples each time, and none made smaller.
settings.register_profile(
    "mutants",
    parent=settings.get_profile("spbe"),
    max_examples=8,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile("spbe")
