"""What holds for every test: a law may take the time it needs, since a busy machine is no fault of the program."""

from hypothesis import HealthCheck, settings

settings.register_profile("spbe", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("spbe")
