"""Run on a site: let what the clock does once a day be due again. Prints JSON."""

import json

import django


def main() -> None:
    """No daily function has run today."""
    django.setup()
    from towngown.foundation.jobs.models import Rung
    from towngown.kit import doorway

    with doorway.opened("test"):
        Rung.objects.all().delete()
    print(json.dumps("next day"))


if __name__ == "__main__":
    main()
